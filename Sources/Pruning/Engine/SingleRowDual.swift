/// The dual of a problem with one row: a line search that ends at the breakpoint.
struct SingleRowDual {
  private(set) var multiplier = 0.0
  private(set) var bound = Double.infinity

  init(_ dual: DualFunction, shouldStop: () -> Bool) {
    let sign = dual.signs[0]
    let limit = Double(dual.problem.rows[0].limit)
    var best = (multiplier: 0.0, bound: Double.infinity)
    /// The bound and its slope in the multiplier: limit less use, signed.
    func look(_ multiplier: Double) -> (bound: Double, slope: Double) {
      let point = dual.evaluate([sign * multiplier])
      if point.bound < best.bound { best = (multiplier, point.bound) }
      return (point.bound, sign * (limit - Double(point.uses[0])))
    }
    var low = (at: 0.0, here: look(0))
    if low.here.slope < 0 {
      var at = 1e-6
      var high = (at: at, here: look(at))
      while high.here.slope < 0 && at < 1e15 && !shouldStop() {
        low = high
        at *= 8
        high = (at, look(at))
      }
      for _ in 0..<200 where high.here.slope > 0 && !shouldStop() {
        // Where the two lines meet: the breakpoint itself once no other lies between.
        let meet =
          (low.here.bound - low.here.slope * low.at - high.here.bound + high.here.slope * high.at)
          / (high.here.slope - low.here.slope)
        var middle = meet
        if !(middle > low.at && middle < high.at) { middle = (low.at + high.at) / 2 }
        if !(middle > low.at && middle < high.at) { break }
        let next = (at: middle, here: look(middle))
        let line = low.here.bound + low.here.slope * (middle - low.at)
        if next.here.slope < 0 { low = next } else { high = next }
        if next.here.slope == 0 || next.here.bound <= line + 1e-9 * max(1, abs(line)) * 1e-3 { break }
      }
    }
    multiplier = best.multiplier
    bound = best.bound
  }
}
