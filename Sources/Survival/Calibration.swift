/// Whether predicted chances came true: rights in tenths by their prediction, what was predicted and what
/// happened.
///
/// The Brier score is the mean squared distance between prediction and outcome (Brier, Monthly Weather Review
/// 78 (1950) 1-3); the lower the better, and ``reference`` is what a prediction of the mean for everybody gives.
public struct Calibration: Sendable, Equatable {
  /// Rights with neighbouring predictions.
  public struct Bin: Sendable, Equatable {
    /// The rights.
    public let count: Int
    /// The lowest score among them.
    public let lowest: Double
    /// The highest.
    public let highest: Double
    /// The mean predicted chance; nil where the score is no chance.
    public let predicted: Double?
    /// The share that had the event.
    public let observed: Double
  }

  /// The bins, the lowest scores first.
  public let bins: [Bin]
  /// The Brier score; nil where the score is no chance.
  public let brier: Double?
  /// The Brier score of predicting the overall share for every right; nil where the score is no chance.
  public let reference: Double?

  /// The calibration of some scores.
  /// - Parameters:
  ///   - scores: one a right.
  ///   - events: whether the right had the event.
  ///   - areChances: whether the scores are predicted chances, 0 to 1.
  ///   - bins: how many bins of about the same size; rights with equal scores stay together, so there may be
  ///     fewer.
  public init(scores: [Double], events: [Bool], areChances: Bool, bins count: Int = 10) {
    precondition(scores.count == events.count && count > 0, "a score and an outcome for each right")
    let order = scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] < scores[$1] : $0 < $1 }
    var made: [Bin] = []
    var start = 0
    for number in 1...count where start < order.count {
      var end = max(start + 1, order.count * number / count)
      while end < order.count, scores[order[end]] == scores[order[end - 1]] { end += 1 }
      let members = order[start..<end]
      let size = Double(members.count)
      made.append(
        Bin(
          count: members.count, lowest: scores[members[members.startIndex]],
          highest: scores[members[members.endIndex - 1]],
          predicted: areChances ? members.reduce(0) { $0 + scores[$1] } / size : nil,
          observed: Double(members.count { events[$0] }) / size))
      start = end
    }
    bins = made
    guard areChances, !scores.isEmpty else {
      brier = nil
      reference = nil
      return
    }
    let size = Double(scores.count)
    brier = zip(scores, events).reduce(0) { $0 + ($1.0 - ($1.1 ? 1 : 0)) * ($1.0 - ($1.1 ? 1 : 0)) } / size
    let share = Double(events.count { $0 }) / size
    reference = share * (1 - share)
  }
}
