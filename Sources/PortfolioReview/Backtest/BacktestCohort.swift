internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// The rights of a backtest: those in force on the day on which each is judged, the facts known on that day, and
/// what became of them.
struct BacktestCohort {
  /// The facts, one row a right; the row's own day in age, term and observations.
  private(set) var table: FactTable
  /// The age of each right on its day.
  private(set) var entry: [Double] = []
  /// The age at which it left observation: at the lapse, the end of the term, or the end of observation.
  private(set) var exit: [Double] = []
  /// The age at the end of observation, the term's end at most.
  private(set) var horizon: [Double] = []
  /// Whether it was let lapse.
  private(set) var lapsed: [Bool] = []
  /// Whether it was let lapse on a day that is not known.
  private(set) var lapsedOnSomeDay: [Bool] = []
  private(set) var exclusions: [BacktestReport.Exclusion.Reason: Int] = [:]
  private(set) var outcomesAfterObservation = 0

  private let assembly: (PortfolioSnapshot) -> FactAssembly
  private let request: BacktestRequest
  private let outcomes: [Int64: BacktestOutcome]
  private var rows = FactRows()

  init(
    store: Store, catalogue: ModelCatalogue, request: BacktestRequest, outcomes: [Int64: BacktestOutcome]
  ) throws {
    let schedules = try FeeSchedules(catalogue: catalogue)
    let (fields, _) = try catalogue.load(TechnologyFields.self, id: "wipo-35")
    let (events, _) = try catalogue.load(LegalEventVocabulary.self, id: "legal-events")
    assembly = { FactAssembly(snapshot: $0, schedules: schedules, fields: fields, events: events) }
    self.request = request
    self.outcomes = outcomes
    table = FactTable(asOf: request.observedUntil, rightIDs: [])
    switch request.day {
    case .day(let day):
      let snapshot = try store.snapshot(asOf: day)
      take(snapshot, on: day, only: nil)
      if snapshot.notYetExisting > 0 { exclusions[.notGranted, default: 0] += snapshot.notYetExisting }
    case .grant:
      let last = try store.snapshot(asOf: request.observedUntil)
      var rightsOfDay: [Int32: Set<Int64>] = [:]
      for row in 0..<last.count {
        let day = last.grantDay[row]
        if day == PortfolioSnapshot.none {
          // What the source says of a right comes first, as for those that were granted.
          let outcome = outcomes[last.ids[row]]
          let reason = outcome?.refusal ?? (outcome?.isLeftOut == true ? .leftOut : .notGranted)
          exclusions[reason, default: 0] += 1
        } else {
          rightsOfDay[day, default: []].insert(last.ids[row])
        }
      }
      for (number, rights) in rightsOfDay.sorted(by: { $0.key < $1.key }) {
        let day = CalendarDay(number: number)
        take(try store.snapshot(asOf: day, grantedOn: day), on: day, only: rights)
      }
    }
    table = rows.table(asOf: request.observedUntil)
  }

  /// Takes the rights of a snapshot that are in force on its day.
  private mutating func take(_ snapshot: PortfolioSnapshot, on day: CalendarDay, only: Set<Int64>?) {
    var assembly = assembly(snapshot)
    let facts = assembly.table()
    for row in 0..<snapshot.count where only?.contains(snapshot.ids[row]) ?? true {
      let subject = assembly.subjects[row]
      let outcome = outcomes[snapshot.ids[row]]
      guard let outcome else {
        exclusions[.noOutcome, default: 0] += 1
        continue
      }
      if let refusal = outcome.refusal {
        exclusions[refusal, default: 0] += 1
        continue
      }
      guard !outcome.isLeftOut else {
        exclusions[.leftOut, default: 0] += 1
        continue
      }
      guard snapshot.granted[row] != 0 || subject.stage == .granted else {
        exclusions[.notGranted, default: 0] += 1
        continue
      }
      guard let filed = subject.filingDay else {
        exclusions[.noFilingDay, default: 0] += 1
        continue
      }
      let termEnd = assembly.termEnds[row]
      let life = facts[.legalLife]?.category(row)
      let hasEnded =
        (life != nil && life != LegalLife.alive.rawValue) || outcome.lapsedOn.map { $0 <= day } ?? false
        || termEnd.map { $0 <= day } ?? false
      guard !hasEnded else {
        exclusions[.ended, default: 0] += 1
        continue
      }
      append(filed: filed, termEnd: termEnd, day: day, outcome: outcome)
      rows.append(facts, row)
    }
  }

  private mutating func append(
    filed: CalendarDay, termEnd: CalendarDay?, day: CalendarDay, outcome: BacktestOutcome
  ) {
    func age(_ day: CalendarDay) -> Double { Double(day - filed) / 365.25 }
    var last = request.observedUntil
    // An end at the end of the term is no lapse.
    let termFrom = termEnd.map { CalendarDay(number: $0.number - Int32(request.termEndMargin)) }
    if let termEnd, termEnd < last { last = termEnd }
    var isLapse = outcome.lapsed ?? false
    var left = last
    if let lapsedOn = outcome.lapsedOn {
      if lapsedOn > request.observedUntil { outcomesAfterObservation += 1 }
      isLapse = lapsedOn <= request.observedUntil && (termFrom.map { lapsedOn < $0 } ?? true)
      if isLapse { left = lapsedOn }
    }
    entry.append(age(day))
    exit.append(age(left))
    horizon.append(age(last))
    lapsed.append(isLapse)
    lapsedOnSomeDay.append(isLapse && outcome.lapsedOn == nil)
  }
}

/// Rows of several fact tables put together to one. A right of the cohort is in force on its day: where the
/// source says nothing of its state, that is what is known.
private struct FactRows {
  private var ids: [Int64] = []
  private var builders: [FactID: ColumnBuilder] = [:]
  private var number = TextColumn()

  mutating func append(_ table: FactTable, _ row: Int) {
    ids.append(table.rightIDs[row])
    number.append(table.text("number", row))
    for (id, column) in table.columns {
      var builder = builders[id] ?? ColumnBuilder(id, rows: 0)
      // Else the builder and the dictionary share the column, and every row copies it.
      builders[id] = nil
      if id == .legalStatus, column.states[row] != .known {
        builder.append(word: LegalStatus.inForce.rawValue)
      } else if id == .legalLife, column.states[row] != .known {
        builder.append(word: LegalLife.alive.rawValue)
      } else if column.states[row] != .known {
        builder.append(missing: column.states[row])
      } else {
        switch column.values {
        case .categories(let codes, let names): builder.append(word: names[Int(codes[row])])
        case .integers(let values): builder.append(values[row])
        case .decimals(let values): builder.append(values[row])
        }
      }
      builders[id] = builder
    }
  }

  func table(asOf day: CalendarDay) -> FactTable {
    var table = FactTable(asOf: day, rightIDs: ids, texts: ["number": number])
    for builder in builders.values { table.set(builder.column()) }
    return table
  }
}
