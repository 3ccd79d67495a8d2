public import PortfolioCore
internal import PortfolioReview

/// The one place where decisions and execution ask about gates.
extension Workspace {
  /// A gate before an action on a right.
  public typealias ClosedGate = (id: String, title: BilingualText, ground: String)

  /// The names of the gates by which papers can be recorded: G1 to G17 of the gate list.
  func gateIDs() throws -> Set<String> { Set((1...17).map { "G\($0)" }) }

  /// What stands before an action on a right on a day, by the stored id.
  func closedGates(asOf day: CalendarDay) throws -> (Int64, DisposalAction) -> [ClosedGate] {
    { _, _ in [] }
  }

  /// The same for the rows of a run, in words.
  func gateTexts(_ run: ReviewRun, asOf day: CalendarDay) throws -> (Int, DisposalAction) -> [BilingualText] {
    let closed = try closedGates(asOf: day)
    return { row, action in closed(run.table.rightIDs[row], action).map(\.title) }
  }
}
