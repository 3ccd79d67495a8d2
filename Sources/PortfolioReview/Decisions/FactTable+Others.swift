public import PortfolioCore

extension FactTable {
  /// Whether a right belongs to others alone, by the fact `owner-standing`: transferred away, or licensed in. The rule
  /// books leave such rights out of the grades; cycles, instructions on fees and budgets leave them out by the same fact.
  public func isAnothers(_ row: Int) -> Bool { self[.ownerStanding]?.category(row) == "outside" }
}

extension ReviewRun {
  /// Whether a right is one to review: the portfolio's own as far as is known, and not ended.
  public func isForReview(_ row: Int) -> Bool {
    table[.legalLife]?.category(row) != LegalLife.ended.rawValue && !table.isAnothers(row)
  }

  /// Whether a right that has not ended belongs to others alone: one that is left out for that reason only.
  public func isAnothersAndAlive(_ row: Int) -> Bool {
    table.isAnothers(row) && table[.legalLife]?.category(row) != LegalLife.ended.rawValue
  }

  /// The rights of others in the run that have not ended, and are none of some rights: transferred away, or licensed in.
  /// - Parameter listed: the rights that do not count, by row id.
  public func rightsOfOthers(except listed: Set<Int64>) -> Int {
    (0..<table.count).count { isAnothersAndAlive($0) && !listed.contains(table.rightIDs[$0]) }
  }
}
