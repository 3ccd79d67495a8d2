public import PortfolioCore
internal import PortfolioReview

/// An effective day of a working list that the program had written there by the plan, and that was not taken with the
/// decision of its row.
public struct DayLeftAside: Sendable {
  /// Where it stands.
  public let place: Place
  /// The right, as the row has it.
  public let number: String
  /// The day.
  public let day: CalendarDay
  /// What was decided.
  public let action: DisposalAction

  /// What became of the day, in a sentence for whoever reads the list in.
  public var sentence: BilingualText {
    let line = place.line.map { BilingualText(zh: "（第 \($0) 行）", en: " (row \($0))") }
    let (zh, en) = ("\(number)\(line?.zh ?? "")", "\(number)\(line?.en ?? "")")
    guard action.endsPayment else {
      return BilingualText(
        zh: "\(zh)：方案预填的生效日 \(day.iso) 只用于不再缴费或放弃，决定为“\(action.title.zh)”，未采用",
        en:
          "\(en): the plan's effective day \(day.iso) is for giving the right up; decided was '\(action.title.en)', so it is left aside"
      )
    }
    return BilingualText(
      zh: "\(zh)：方案预填的生效日 \(day.iso) 在决定日之前已过，未采用；决定为“\(action.title.zh)”，即日生效",
      en:
        "\(en): the plan's effective day \(day.iso) had passed by the day of the decision and is left aside; '\(action.title.en)' holds at once"
    )
  }
}
