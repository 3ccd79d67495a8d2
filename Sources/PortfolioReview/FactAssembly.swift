internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// Makes the fact table of a portfolio from what the store knew on the day.
struct FactAssembly {
  let snapshot: PortfolioSnapshot
  let schedules: FeeSchedules
  let fields: TechnologyFields?
  let states: LegalStateRule
  let families: FamilyFacts
  let business: BusinessContext?
  private(set) var subjects: [RenewalSubject] = []
  /// Rows whose state is not known and whose fees are counted as if they were in force.
  private(set) var assumedAlive: [Bool] = []
  /// The end of each right's full term, where it is known.
  private(set) var termEnds: [CalendarDay?] = []
  /// The state of each right, where it is known.
  private var statuses: [LegalStatus?] = []
  private var rows: Int { snapshot.count }

  init(
    snapshot: PortfolioSnapshot, schedules: FeeSchedules, fields: TechnologyFields?,
    events: LegalEventVocabulary?, business: BusinessContext? = nil
  ) {
    self.business = business
    self.snapshot = snapshot
    self.schedules = schedules
    self.fields = fields
    states = LegalStateRule(snapshot: snapshot, events: events)
    families = FamilyFacts(snapshot)
  }

  mutating func table() -> FactTable {
    var table = FactTable(asOf: snapshot.asOf, rightIDs: snapshot.ids, texts: texts())
    legalColumns().forEach { table.set($0) }
    observedColumns().forEach { table.set($0) }
    derivedColumns().forEach { table.set($0) }
    table.set(ExaminationFacts(snapshot: snapshot, events: states.events).column())
    bindingColumns().forEach { table.set($0) }
    // What fees alone are asked for needs nothing of the business.
    guard let business else { return table }
    let kindOf = snapshot.kind.names.map { RightKind(rawValue: $0) }
    let kinds = snapshot.kind.codes.map { $0 >= 0 ? kindOf[Int($0)] : nil }
    let dealings = BusinessFacts(snapshot: snapshot, context: business, kinds: kinds, statuses: statuses)
    dealings.columns().forEach { table.set($0) }
    FindingFacts(snapshot: snapshot, kinds: kinds).columns().forEach { table.set($0) }
    RestrictionFacts(snapshot: snapshot, kinds: kinds, statuses: statuses).columns().forEach { table.set($0) }
    return table
  }

  private func texts() -> [String: TextColumn] {
    var unit = TextColumn()
    var line = TextColumn()
    var statusText = TextColumn()
    for row in 0..<rows {
      unit.append(snapshot.unit[row] ?? "")
      line.append(snapshot.businessLine[row] ?? "")
      statusText.append(snapshot.statusText[row] ?? "")
    }
    return [
      "number": snapshot.number, "application-number": snapshot.applicationNumber,
      "publication-number": snapshot.publicationNumber, "title": snapshot.title,
      "title-translated": snapshot.translatedTitle, "owner": snapshot.owner, "unit": unit,
      "business-line": line,
      "status-text": statusText,
    ]
  }

  private func day(_ number: Int32) -> CalendarDay? {
    number == PortfolioSnapshot.none ? nil : CalendarDay(number: number)
  }

  /// Unknown, or only observed after the as-of day.
  private func missing(_ row: Int, _ value: PortfolioSnapshot.ObservedValues) -> FactState {
    snapshot.observedLater[row].contains(value) ? .notYetObservable : .unknown
  }

  /// Kind, office, stage, state, life, years of age and term; along the way, what the fee engine needs.
  private mutating func legalColumns() -> [FactColumn] {
    var kind = ColumnBuilder(.rightKind, rows: rows)
    var office = ColumnBuilder(.office, rows: rows)
    var stage = ColumnBuilder(.stage, rows: rows)
    var status = ColumnBuilder(.legalStatus, rows: rows)
    var life = ColumnBuilder(.legalLife, rows: rows)
    var remaining = ColumnBuilder(.remainingTerm, rows: rows)
    let kinds = snapshot.kind.names.map { RightKind(rawValue: $0) }
    subjects.reserveCapacity(rows)
    assumedAlive.reserveCapacity(rows)
    for row in 0..<rows {
      let rightKind = snapshot.kind.codes[row] >= 0 ? kinds[Int(snapshot.kind.codes[row])] : nil
      var subject = RenewalSubject(
        office: snapshot.office[row] ?? "", kind: rightKind ?? .invention,
        stage: snapshot.granted[row] != 0 ? .granted : .application,
        filingDay: day(snapshot.filingDay[row]), grantDay: day(snapshot.grantDay[row]),
        priorityDay: day(snapshot.priorityDay[row]), expiryDay: day(snapshot.expiryDay[row]),
        endDay: day(snapshot.endDay[row]),
        claims: snapshot.claims[row] == PortfolioSnapshot.none ? nil : Int(snapshot.claims[row]),
        classes: classCount(row))
      let termEnd = rightKind == nil ? nil : schedules.termEnd(of: subject)?.day
      let state = states.status(row, kind: rightKind, termEnd: termEnd)
      if state?.stage == .granted { subject.stage = .granted }
      subject.life = state?.life ?? .alive
      if let particulars = snapshot.feeParticulars[row] {
        FeeParticularsRule(schedules: schedules, asOf: snapshot.asOf).apply(particulars, to: &subject)
      }
      assumedAlive.append(state == nil)
      termEnds.append(termEnd)
      statuses.append(state)

      if let rightKind { kind.append(word: rightKind.rawValue) } else { kind.append(missing: .unknown) }
      if let name = snapshot.office[row], !name.isEmpty {
        office.append(word: name)
      } else {
        office.append(missing: rightKind == .technicalSecret ? .notApplicable : .unknown)
      }
      stage.append(word: subject.stage.rawValue)
      if let state {
        status.append(word: state.rawValue)
        life.append(word: state.life.rawValue)
      } else {
        status.append(missing: missing(row, .status))
        life.append(missing: missing(row, .status))
      }
      appendRemaining(&remaining, row, kind: rightKind, state: state, termEnd: termEnd)
      subjects.append(subject)
    }
    return [kind, office, stage, status, life, remaining].map { $0.column() }
  }

  private func appendRemaining(
    _ column: inout ColumnBuilder, _ row: Int, kind: RightKind?, state: LegalStatus?, termEnd: CalendarDay?
  ) {
    if kind == .technicalSecret || state?.life == .ended {
      column.append(missing: .notApplicable)
    } else if let termEnd {
      let days = termEnd - snapshot.asOf
      // Alive past our end of term: the real end is not known.
      if days < 0 { column.append(missing: .unknown) } else { column.append(Double(days) / 365.25) }
    } else {
      column.append(missing: .unknown)
    }
  }

  private func classCount(_ row: Int) -> Int? {
    let text = snapshot.otherClasses[row]
    return text.isEmpty ? nil : text.split(separator: ";").count
  }

  /// Counts as last observed, and what follows from them.
  private func observedColumns() -> [FactColumn] {
    var forward = ColumnBuilder(.forwardCitations, rows: rows)
    var byOthers = ColumnBuilder(.forwardCitationsByOthers, rows: rows)
    var perYear = ColumnBuilder(.citationsPerYear, rows: rows)
    var backward = ColumnBuilder(.backwardCitations, rows: rows)
    var nonPatent = ColumnBuilder(.nonPatentCitations, rows: rows)
    var claims = ColumnBuilder(.claims, rows: rows)
    var independent = ColumnBuilder(.independentClaims, rows: rows)
    let kinds = snapshot.kind.names.map { RightKind(rawValue: $0) }
    for row in 0..<rows {
      let kind = snapshot.kind.codes[row] >= 0 ? kinds[Int(snapshot.kind.codes[row])] : nil
      let hasDocuments = kind?.isPatent ?? true
      let hasClaims = hasDocuments && kind != .design
      func noDocument(_ value: PortfolioSnapshot.ObservedValues) -> FactState {
        hasDocuments ? missing(row, value) : .notApplicable
      }
      func noClaims(_ value: PortfolioSnapshot.ObservedValues) -> FactState {
        hasClaims ? missing(row, value) : .notApplicable
      }
      let count = snapshot.forwardCitations[row]
      forward.append(stored: count, otherwise: noDocument(.forwardCitations))
      if count != PortfolioSnapshot.none, snapshot.selfCitations[row] != PortfolioSnapshot.none {
        byOthers.append(max(0, count - snapshot.selfCitations[row]))
      } else {
        byOthers.append(missing: noDocument(.selfCitations))
      }
      let published =
        snapshot.publicationDay[row] != PortfolioSnapshot.none
        ? snapshot.publicationDay[row] : snapshot.filingDay[row]
      if count != PortfolioSnapshot.none, published != PortfolioSnapshot.none {
        let years = max(1, Double(snapshot.citationDay[row] - published) / 365.25)
        perYear.append(Double(count) / years)
      } else {
        perYear.append(missing: noDocument(.forwardCitations))
      }
      backward.append(stored: snapshot.backwardCitations[row], otherwise: noDocument(.backwardCitations))
      nonPatent.append(stored: snapshot.nonPatentCitations[row], otherwise: noDocument(.nonPatentCitations))
      claims.append(stored: snapshot.claims[row], otherwise: noClaims(.claims))
      independent.append(stored: snapshot.independentClaims[row], otherwise: noClaims(.independentClaims))
    }
    return [forward, byOthers, perYear, backward, nonPatent, claims, independent].map { $0.column() }
  }

  /// Years, families, classifications, people.
  private func derivedColumns() -> [FactColumn] {
    var year = ColumnBuilder(.filingYear, rows: rows)
    var age = ColumnBuilder(.age, rows: rows)
    var lag = ColumnBuilder(.grantLag, rows: rows)
    var size = ColumnBuilder(.familySize, rows: rows)
    var grantedOffices = ColumnBuilder(.grantedOffices, rows: rows)
    var triadic = ColumnBuilder(.triadicOffices, rows: rows)
    var owners = ColumnBuilder(.ownerCount, rows: rows)
    var inventors = ColumnBuilder(.inventorCount, rows: rows)
    let listedOffices = snapshot.familyOffices.names.map(FamilyFacts.triadicOffices(list:))
    let kinds = snapshot.kind.names.map { RightKind(rawValue: $0) }
    for row in 0..<rows {
      let kind = snapshot.kind.codes[row] >= 0 ? kinds[Int(snapshot.kind.codes[row])] : nil
      let hasFamily = kind?.isPatent ?? true
      let noFamily: FactState = hasFamily ? .unknown : .notApplicable
      let filed = day(snapshot.filingDay[row])
      if let filed {
        year.append(Int32(filed.year))
        age.append(Double(snapshot.asOf - filed) / 365.25)
      } else {
        year.append(missing: .unknown)
        age.append(missing: .unknown)
      }
      if let filed, let granted = day(snapshot.grantDay[row]) {
        lag.append(Double(granted - filed) / 365.25)
      } else {
        let isPending = snapshot.granted[row] == 0 && (kind?.isPatent ?? true)
        lag.append(missing: isPending ? .notYetObservable : (hasFamily ? .unknown : .notApplicable))
      }
      if snapshot.familySize[row] != PortfolioSnapshot.none {
        size.append(snapshot.familySize[row])
      } else if let members = families.size(row) {
        size.append(members)
      } else {
        size.append(missing: hasFamily ? missing(row, .familySize) : .notApplicable)
      }
      // A family of one reaches its own office and no other.
      let isAlone = snapshot.familySize[row] == 1
      if let count = families.grantedOffices(row) {
        grantedOffices.append(count)
      } else if isAlone && hasFamily {
        grantedOffices.append(snapshot.granted[row])
      } else {
        grantedOffices.append(missing: noFamily)
      }
      if snapshot.familyOffices.codes[row] >= 0 {
        triadic.append(listedOffices[Int(snapshot.familyOffices.codes[row])])
      } else if let count = families.triadicOffices(row, sourceSize: snapshot.familySize[row]) {
        triadic.append(count)
      } else if isAlone && hasFamily {
        triadic.append(FamilyFacts.triadicOffices(list: snapshot.office[row] ?? ""))
      } else {
        triadic.append(missing: hasFamily ? missing(row, .familyOffices) : .notApplicable)
      }
      if snapshot.ownerCount[row] > 0 {
        owners.append(snapshot.ownerCount[row])
      } else {
        owners.append(missing: .unknown)
      }
      if snapshot.inventorCount[row] > 0 {
        inventors.append(snapshot.inventorCount[row])
      } else if snapshot.statedInventors[row] > 0 {
        inventors.append(snapshot.statedInventors[row])
      } else {
        inventors.append(missing: hasFamily ? .unknown : .notApplicable)
      }
    }
    return [year, age, lag, size, grantedOffices, triadic, owners, inventors].map { $0.column() }
      + ClassificationFacts(snapshot: snapshot, fields: fields).columns()
      + OriginFacts(snapshot: snapshot).columns()
  }

  /// Products, licences, pledges, disputes; unknown throughout where the store keeps no such table.
  private func bindingColumns() -> [FactColumn] {
    var product = ColumnBuilder(.productUse, rows: rows)
    var licences = ColumnBuilder(.licencesOut, rows: rows)
    var pledged = ColumnBuilder(.pledged, rows: rows)
    var dispute = ColumnBuilder(.inDispute, rows: rows)
    for row in 0..<rows {
      if let role = snapshot.productRole[row] {
        product.append(word: role)
      } else {
        product.append(missing: .unknown)
      }
      func append(_ column: inout ColumnBuilder, _ table: String, _ value: Int32) {
        if snapshot.keptTables.contains(table) {
          column.append(value)
        } else {
          column.append(missing: .unknown)
        }
      }
      append(&licences, "licence", snapshot.licencesOut[row])
      append(&pledged, "pledge", snapshot.pledged[row])
      append(&dispute, "dispute", snapshot.inDispute[row])
    }
    return [product, licences, pledged, dispute].map { $0.column() }
  }
}
