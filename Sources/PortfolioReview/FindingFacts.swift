internal import PortfolioCore
internal import PortfolioStore

/// Facts that somebody found out and wrote down.
struct FindingFacts {
  let snapshot: PortfolioSnapshot
  let kinds: [RightKind?]
  private var rows: Int { snapshot.count }
  private var findings: FindingsSnapshot { snapshot.findings }

  func columns() -> [FactColumn] {
    let patent: (RightKind) -> Bool = \.isPatent
    let registrable: (RightKind) -> Bool = { $0 == .utilityModel || $0 == .design }
    let technical: (RightKind) -> Bool = { $0 != .trademark }
    let secret: (RightKind) -> Bool = { $0 == .technicalSecret }
    let any: (RightKind) -> Bool = { _ in true }
    return [
      words(.freedomToOperate, "freedom_to_operate", technical),
      days(.freedomToOperateDay, "freedom_to_operate_day", technical),
      words(.dependence, "dependence", patent), words(.evaluationReport, "evaluation_report", registrable),
      numbers(.technologyReadiness, "technology_readiness", technical),
      words(.industrialProspect, "industrial_prospect", technical),
      words(.workingState, "working", technical), words(.prefilingDecision, "decision", technical),
      days(.pricePublished, "price-publication", any), days(.diligenceRecorded, "diligence-record", any),
      days(.platformListed, "platform-listing", technical),
      days(.openLicenceDeclared, "open-licence-declaration", patent),
      days(.offeredToInventor, "offer-to-inventor", technical),
      words(.secretLevel, "level", secret), numbers(.secretRegistered, "register_entry", secret),
      numbers(.secretPeople, "people", secret), numbers(.secretMedia, "media", secret),
      numbers(.secretPlaces, "places", secret), termEnd(),
      words(.reverseEngineering, "reverse_engineering", secret),
      words(.independentDiscovery, "independent_discovery", secret),
    ] + markColumns() + agreementColumns()
  }

  /// Rights whose kind is not known may be of any.
  private func applies(_ row: Int, _ rule: (RightKind) -> Bool) -> Bool { kinds[row].map(rule) ?? true }

  private func words(_ fact: FactID, _ name: String, _ rule: (RightKind) -> Bool) -> FactColumn {
    var column = ColumnBuilder(fact, rows: rows)
    let found = findings.words[name] ?? [:]
    for row in 0..<rows {
      if !applies(row, rule) {
        column.append(missing: .notApplicable)
      } else if let word = found.isEmpty ? nil : found[row] {
        column.append(word: word)
      } else {
        column.append(missing: .unknown)
      }
    }
    return column.column()
  }

  private func numbers(_ fact: FactID, _ name: String, _ rule: (RightKind) -> Bool) -> FactColumn {
    column(fact, findings.numbers[name] ?? [:], rule)
  }

  private func days(_ fact: FactID, _ name: String, _ rule: (RightKind) -> Bool) -> FactColumn {
    column(fact, findings.days[name] ?? [:], rule)
  }

  private func column(_ fact: FactID, _ found: [Int: Int32], _ rule: (RightKind) -> Bool) -> FactColumn {
    var column = ColumnBuilder(fact, rows: rows)
    for row in 0..<rows {
      if !applies(row, rule) {
        column.append(missing: .notApplicable)
      } else if let number = found.isEmpty ? nil : found[row] {
        column.append(number)
      } else {
        column.append(missing: .unknown)
      }
    }
    return column.column()
  }

  private func termEnd() -> FactColumn {
    var column = ColumnBuilder(.secretTermEnd, rows: rows)
    for row in 0..<rows {
      let term = findings.words["term"]?[row]
      if !applies(row, { $0 == .technicalSecret }) || term != nil && term != "fixed" {
        column.append(missing: .notApplicable)
      } else if let end = findings.days["term_end"]?[row] {
        column.append(end)
      } else {
        column.append(missing: .unknown)
      }
    }
    return column.column()
  }

  // MARK: Marks

  private func markColumns() -> [FactColumn] {
    var use = ColumnBuilder(.markUse, rows: rows)
    var last = ColumnBuilder(.lastUseProven, rows: rows)
    var proven = ColumnBuilder(.classesProven, rows: rows)
    var excuse = ColumnBuilder(.nonUseExcuse, rows: rows)
    var request = ColumnBuilder(.nonUseRequest, rows: rows)
    let threeYearsAgo = snapshot.asOf.adding(years: -3).number
    var records = findings.markClasses[...]
    for row in 0..<rows {
      var classes: [FindingsSnapshot.MarkClass] = []
      while let record = records.first, record.row == row { classes.append(records.removeFirst()) }
      guard applies(row, { $0 == .trademark }) else {
        use.append(missing: .notApplicable)
        last.append(missing: .notApplicable)
        proven.append(missing: .notApplicable)
        excuse.append(missing: .notApplicable)
        request.append(missing: .notApplicable)
        continue
      }
      let strength = ["idle", "defensive", "in-use"]
      if let strongest = classes.compactMap({ strength.firstIndex(of: $0.use) }).max() {
        use.append(word: strength[strongest])
      } else {
        use.append(missing: .unknown)
      }
      last.append(ifKnown: classes.compactMap(\.lastUse).max())
      let registered = snapshot.otherClasses[row].split(separator: ";").count
      // Said to be in use, with no day of proof: neither proven nor disproven.
      let isOpen = classes.contains { $0.use == "in-use" && $0.lastUse == nil }
      if classes.isEmpty || registered == 0 || isOpen {
        proven.append(missing: .unknown)
      } else {
        let recent = classes.count { $0.lastUse.map { $0 >= threeYearsAgo } ?? false }
        proven.append(Double(min(recent, registered)) / Double(registered) * 100)
      }
      let reasons = classes.compactMap(\.hasGoodReason)
      excuse.append(flag: reasons.isEmpty ? nil : reasons.contains(true))
      request.append(ifKnown: findings.openNonUseRequests[row])
    }
    return [use, last, proven, excuse, request].map { $0.column() }
  }

  // MARK: Agreements

  /// The clauses that an agreement of a kind must settle to count as complete.
  private static let needed: [String: [String]] = [
    "inventor": ["ownership", "reward", "confidentiality"],
    "co-owner": ["ownership", "improvements", "warranty", "remedies"],
    "joint-development": ["ownership", "improvements", "warranty", "remedies"],
    "commissioned": ["ownership", "improvements", "warranty", "remedies"],
    "supplier": ["warranty", "remedies"],
    "oem": ["ownership", "confidentiality", "remedies"],
  ]

  private func agreementColumns() -> [FactColumn] {
    var inventor = ColumnBuilder(.inventorAgreement, rows: rows)
    var cooperation = ColumnBuilder(.cooperationAgreement, rows: rows)
    var supply = ColumnBuilder(.supplyAgreement, rows: rows)
    var agreements = findings.agreements[...]
    for row in 0..<rows {
      var own: [FindingsSnapshot.Agreement] = []
      while let next = agreements.first, next.row == row { own.append(agreements.removeFirst()) }
      append(own.filter { $0.kind == "inventor" }, to: &inventor, row, !applies(row) { $0 != .trademark })
      append(
        own.filter { ["co-owner", "joint-development", "commissioned"].contains($0.kind) }, to: &cooperation,
        row,
        snapshot.ownerCount[row] == 1)
      append(own.filter { ["supplier", "oem"].contains($0.kind) }, to: &supply, row, false)
    }
    return [inventor, cooperation, supply].map { $0.column() }
  }

  /// The worst agreement counts: one supplier without a warranty is enough for a loss.
  private func append(
    _ agreements: [FindingsSnapshot.Agreement], to column: inout ColumnBuilder, _ row: Int, _ isNeedless: Bool
  ) {
    guard !agreements.isEmpty else {
      column.append(missing: isNeedless ? .notApplicable : .unknown)
      return
    }
    let states = agreements.map(FindingFacts.completeness)
    if states.contains("missing") {
      column.append(word: "missing")
    } else if states.contains("partial") {
      column.append(word: "partial")
    } else if states.contains(nil) {
      column.append(missing: .unknown)
    } else {
      column.append(word: "complete")
    }
  }

  /// Nil when nothing speaks against completeness but a clause's text was not looked at.
  private static func completeness(_ agreement: FindingsSnapshot.Agreement) -> String? {
    guard agreement.isSigned else { return "missing" }
    let clauses = (needed[agreement.kind] ?? []).map { agreement.clauses[$0] }
    if clauses.contains(false) { return "partial" }
    return clauses.contains(nil) ? nil : "complete"
  }
}
