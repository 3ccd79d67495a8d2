public import PortfolioCore

extension CaseFinding {
  /// The reason for which a right does not count where this case is blocked, or to be established.
  var exclusion: BilingualText {
    outcome == .blocked
      ? BilingualText(zh: "\(title.zh)：\(reason.zh)", en: "\(title.en): \(reason.en)")
      : BilingualText(zh: "待查清：\(reason.zh)", en: "To be established: \(reason.en)")
  }
}

extension CollateralLine {
  /// The reasons for which it does not count that neither an open case, nor a gate, nor a missing value tells: those of
  /// the policy, and of rights outside the rules on file.
  public var otherExclusions: [BilingualText] {
    var told = Set(registration.open.map(\.exclusion) + closedGates.map(\.text))
    if !missing.isEmpty { told.insert(CollateralAssembly.withoutValue(missing)) }
    return exclusions.filter { !told.contains($0) }
  }
}
