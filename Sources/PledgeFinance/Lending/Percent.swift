/// Basis points as percentages for people: one form wherever a packet is shown.
public enum Percent {
  /// What ratios are reckoned up to, in basis points: beyond it none says more.
  public static let most = 1_000_000_000

  /// `12.50%`; a whole percentage without decimals, thousands set apart. At ``most`` it says that it is that or more.
  public static func text(_ points: Int) -> String {
    let mark = points >= most ? "≥ " : ""
    return mark + plain(min(points, most))
  }

  private static func plain(_ points: Int) -> String {
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
