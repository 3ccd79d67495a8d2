/// Basis points as percentages for people: one form wherever a packet is shown.
public enum Percent {
  /// `12.50%`; a whole percentage without decimals, thousands set apart.
  public static func text(_ points: Int) -> String {
    var whole = ""
    for (place, digit) in String(points.magnitude / 100).reversed().enumerated() {
      if place > 0, place % 3 == 0 { whole.insert(",", at: whole.startIndex) }
      whole.insert(digit, at: whole.startIndex)
    }
    let rest = points.magnitude % 100
    let sign = points < 0 ? "-" : ""
    return rest == 0 ? "\(sign)\(whole)%" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
