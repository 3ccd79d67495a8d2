internal import PortfolioCore

extension ImportSession {
  /// Stores what was seen of a right on a day, joined with what is stored for that day.
  ///
  /// The same values seen again on a later day are stored: a count that stood still is a lower rate.
  /// - Parameters:
  ///   - incomingWins: whether the new values replace those of the same day.
  ///   - joinsCounts: whether the values are those of another document of one right in the same import. An
  ///     application and its grant are cited separately, perhaps together, so that a sum could count twice:
  ///     the greatest counts.
  /// - Returns: whether anything was stored.
  func observe(
    _ seen: ObservationDraft, of rightID: Int64, on day: CalendarDay, isNew: Bool, incomingWins: Bool,
    joinsCounts: Bool
  ) throws -> Bool {
    var result = seen
    if !isNew {
      let latest = statements.observationOfDay
      latest.bind(1, rightID)
      latest.bind(2, day)
      if try latest.step() {
        let earlier = ObservationDraft(latest)
        latest.reset()
        result = incomingWins ? seen.joined(over: earlier) : earlier.joined(over: seen)
        if joinsCounts {
          result.forwardCitations = greatest(seen.forwardCitations, earlier.forwardCitations)
          result.familySize = greatest(seen.familySize, earlier.familySize)
        }
        if result == earlier { return false }
      }
    }
    let insert = statements.insertObservation
    insert.bind(1, rightID)
    insert.bind(2, day)
    insert.bind(3, result.status?.rawValue)
    insert.bind(4, result.statusText)
    insert.bind(5, result.forwardCitations)
    insert.bind(6, result.selfForwardCitations)
    insert.bind(7, result.backwardCitations)
    insert.bind(8, result.nonPatentCitations)
    insert.bind(9, result.familySize)
    insert.bind(10, result.claims)
    insert.bind(11, result.independentClaims)
    insert.bind(12, result.familyOffices)
    insert.bind(13, currentBatch)
    try insert.run()
    return true
  }

  private func greatest(_ left: Int?, _ right: Int?) -> Int? {
    guard let left else { return right }
    return right.map { max(left, $0) } ?? left
  }
}

extension ObservationDraft {
  /// A row of the statement that finds the latest observation; column 0 is the day.
  init(_ row: PreparedStatement) {
    self.init()
    status = row.text(1).flatMap(LegalStatus.init(rawValue:))
    statusText = row.text(2)
    forwardCitations = row.optionalInteger(3).map(Int.init)
    selfForwardCitations = row.optionalInteger(4).map(Int.init)
    backwardCitations = row.optionalInteger(5).map(Int.init)
    nonPatentCitations = row.optionalInteger(6).map(Int.init)
    familySize = row.optionalInteger(7).map(Int.init)
    claims = row.optionalInteger(8).map(Int.init)
    independentClaims = row.optionalInteger(9).map(Int.init)
    familyOffices = row.text(10)
  }

  /// These values, with gaps filled from another observation.
  func joined(over other: ObservationDraft) -> ObservationDraft {
    var result = self
    if result.status == nil && result.statusText == nil {
      result.status = other.status
      result.statusText = other.statusText
    }
    result.forwardCitations = forwardCitations ?? other.forwardCitations
    result.selfForwardCitations = selfForwardCitations ?? other.selfForwardCitations
    result.backwardCitations = backwardCitations ?? other.backwardCitations
    result.nonPatentCitations = nonPatentCitations ?? other.nonPatentCitations
    result.familySize = familySize ?? other.familySize
    result.claims = claims ?? other.claims
    result.independentClaims = independentClaims ?? other.independentClaims
    result.familyOffices = familyOffices ?? other.familyOffices
    return result
  }
}
