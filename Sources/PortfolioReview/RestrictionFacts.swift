internal import PortfolioCore
internal import PortfolioStore

/// Facts of what stands between a right and its disposal, beyond contracts, pledges and disputes.
struct RestrictionFacts {
  let snapshot: PortfolioSnapshot
  let kinds: [RightKind?]
  let statuses: [LegalStatus?]
  private var rows: Int { snapshot.count }

  func columns() -> [FactColumn] {
    let patent: (RightKind) -> Bool = \.isPatent
    let technical: (RightKind) -> Bool = { $0 != .trademark }
    return [
      inProduct(), jointDevelopment(),
      flag(.poolMember, "pool", patent), flag(.crossLicensed, "cross-licence", technical),
      flag(.likelyEssential, "likely-essential", patent),
      flag(.nationalInterest, "national-interest") { $0 == .invention },
      flag(.stateSecret, "state-secret") { $0.isPatent || $0 == .technicalSecret },
      flag(.serviceInvention, "service-invention", technical), flag(.rewardOwed, "reward-owed", technical),
      sameDayInvention(), marksInClass(),
    ]
  }

  /// Rights whose kind is not known may be of any.
  private func applies(_ row: Int, _ rule: (RightKind) -> Bool) -> Bool { kinds[row].map(rule) ?? true }

  private func flag(_ fact: FactID, _ kind: String, _ rule: (RightKind) -> Bool) -> FactColumn {
    var column = ColumnBuilder(fact, rows: rows)
    let found = snapshot.restrictions.holds[kind] ?? [:]
    let isComplete = snapshot.restrictions.completeLists.contains(kind)
    for row in 0..<rows {
      if !applies(row, rule) {
        column.append(missing: .notApplicable)
      } else {
        column.append(flag: found[row] ?? (isComplete ? false : nil))
      }
    }
    return column.column()
  }

  private func inProduct() -> FactColumn {
    var column = ColumnBuilder(.inProduct, rows: rows)
    let isKept = snapshot.keptTables.contains("product_link")
    for row in 0..<rows {
      // The column of roles holds the strongest link: what is not core or supporting is at most defensive.
      let serves = snapshot.productRole[row].map { $0 == "core" || $0 == "supporting" } ?? false
      column.append(flag: isKept ? serves : nil)
    }
    return column.column()
  }

  private func jointDevelopment() -> FactColumn {
    var column = ColumnBuilder(.jointDevelopment, rows: rows)
    let joint = Set(
      snapshot.findings.agreements.filter { $0.kind == "joint-development" && $0.isSigned }.map(\.row))
    for row in 0..<rows {
      if !applies(row, { $0 != .trademark }) {
        column.append(missing: .notApplicable)
      } else {
        column.append(flag: snapshot.restrictions.keepsAgreements ? joint.contains(row) : nil)
      }
    }
    return column.column()
  }

  // MARK: The same invention twice

  private struct Filing: Hashable {
    var office: Int32
    var day: Int32
    var owner: String
    var title: String
  }

  private struct FamilyFiling: Hashable {
    var family: Int64
    var day: Int32
  }

  /// The filing of a row; nil where a part of it is not known.
  private func filing(_ row: Int) -> Filing? {
    let owner = snapshot.owner[row]
    let title = snapshot.title[row].filter { !$0.isWhitespace }
    guard snapshot.filingDay[row] != PortfolioSnapshot.none, !owner.isEmpty, !title.isEmpty else {
      return nil
    }
    return Filing(
      office: snapshot.office.codes[row], day: snapshot.filingDay[row], owner: owner, title: title)
  }

  /// Article 9 asks for the same applicant, so both applications stand in one portfolio, mostly under one title.
  private func sameDayInvention() -> FactColumn {
    var column = ColumnBuilder(.sameDayInvention, rows: rows)
    var byTitle: [Filing: String] = [:]
    var byFamily: [FamilyFiling: String] = [:]
    // Of several the one that is still examined counts: what is done to the model can still cost its grant.
    let weight = ["ended": 0, "granted": 1, "pending": 2]
    func note<Key: Hashable>(_ state: String, _ key: Key, _ found: inout [Key: String]) {
      if weight[state] ?? 0 >= found[key].flatMap({ weight[$0] }) ?? -1 { found[key] = state }
    }
    // Only where there are utility models is anything asked.
    guard kinds.contains(.utilityModel) || kinds.contains(nil) else {
      for _ in 0..<rows { column.append(missing: .notApplicable) }
      return column.column()
    }
    for row in 0..<rows where kinds[row] == .invention {
      let isEnded = statuses[row]?.life == .ended
      let state = isEnded ? "ended" : snapshot.granted[row] != 0 ? "granted" : "pending"
      if let key = filing(row) { note(state, key, &byTitle) }
      if snapshot.familyID[row] != 0, snapshot.filingDay[row] != PortfolioSnapshot.none {
        note(state, FamilyFiling(family: snapshot.familyID[row], day: snapshot.filingDay[row]), &byFamily)
      }
    }
    for row in 0..<rows {
      guard kinds[row] == .utilityModel else {
        column.append(missing: kinds[row] == nil ? .unknown : .notApplicable)
        continue
      }
      let family = FamilyFiling(family: snapshot.familyID[row], day: snapshot.filingDay[row])
      if let state = snapshot.familyID[row] != 0 ? byFamily[family] : nil {
        column.append(word: state)
      } else if let key = filing(row) {
        column.append(word: byTitle[key] ?? "none")
      } else {
        column.append(missing: .unknown)
      }
    }
    return column.column()
  }

  // MARK: Marks that may have to move together

  private struct ClassOfOwner: Hashable {
    var office: Int32
    var owner: String
    var niceClass: Substring
  }

  private func marksInClass() -> FactColumn {
    var column = ColumnBuilder(.marksInClass, rows: rows)
    var members: [ClassOfOwner: [Int32]] = [:]
    func classes(_ row: Int) -> [ClassOfOwner] {
      let owner = snapshot.owner[row]
      guard !owner.isEmpty else { return [] }
      return snapshot.otherClasses[row].split(separator: ";").map {
        ClassOfOwner(office: snapshot.office.codes[row], owner: owner, niceClass: $0)
      }
    }
    for row in 0..<rows where kinds[row] == .trademark && statuses[row]?.life != .ended {
      for key in classes(row) { members[key, default: []].append(Int32(row)) }
    }
    for row in 0..<rows {
      guard applies(row, { $0 == .trademark }) else {
        column.append(missing: .notApplicable)
        continue
      }
      let own = classes(row)
      guard !own.isEmpty else {
        column.append(missing: .unknown)
        continue
      }
      var others: Set<Int32> = []
      for key in own { others.formUnion(members[key] ?? []) }
      others.remove(Int32(row))
      column.append(Int32(others.count))
    }
    return column.column()
  }
}
