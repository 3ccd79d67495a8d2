internal import Grading
public import PolicyModels
public import PortfolioCore
public import PortfolioStore
internal import Renewals

/// Whether papers still answer what is known: the facts of their gate as they are now, beside those of the day on which
/// each was put on record.
///
/// Somebody new behind a fact, such as another owner or licensee, is a change; somebody who has left is none, for those
/// who stayed have consented. A value that was not known then, or another one, is a change; one that is no longer known
/// is none, and neither is a count of people who are named.
public struct EvidenceAnswers: Sendable {
  /// What was known of rights on a day.
  struct Known: Sendable {
    var table: FactTable
    var ties: [Int64: [RightTie: [String]]]
    private let rows: [Int64: Int]

    init(table: FactTable, ties: [Int64: [RightTie: [String]]]) {
      self.table = table
      self.ties = ties
      rows = Dictionary(
        table.rightIDs.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// The facts of a gate and who stands behind them; nil where the right was not there.
    func facts(of gate: DisposalGate, _ rightID: Int64) -> EvidenceFacts? {
      rows[rightID].map { EvidenceAnswers.facts(of: gate, table, $0, ties: ties[rightID] ?? [:]) }
    }
  }

  /// Who stands behind the facts of rights now.
  private let ties: [Int64: [RightTie: [String]]]
  /// What was known on the days of papers that do not say themselves what they answer.
  private let then: [CalendarDay: Known]
  /// Under which names parties are known: one may be recorded under another name than when a paper was put on record.
  private let parties: PartyNames

  init(
    ties: [Int64: [RightTie: [String]]], then: [CalendarDay: Known] = [:], parties: PartyNames = PartyNames()
  ) {
    self.ties = ties
    self.then = then
    self.parties = parties
  }

  // MARK: Reading

  /// Reads what is needed for some papers.
  /// - Returns: nil where none of them is known on the day.
  /// - Throws: ``ProblemList`` when the store cannot be read or a model does not load.
  public static func read(
    of evidence: [GateEvidence], asOf day: CalendarDay, store: Store, catalogue: ModelCatalogue
  ) throws -> EvidenceAnswers? {
    let counting = evidence.filter { $0.day <= day }
    guard !counting.isEmpty else { return nil }
    let rights = Set(counting.map(\.rightID))
    var then: [CalendarDay: Known] = [:]
    for old in Set(counting.filter { $0.answers == nil }.map(\.day)) {
      then[old] = try known(on: old, of: rights, store: store, catalogue: catalogue)
    }
    let records = try store.titleRecords(asOf: day)
    return EvidenceAnswers(ties: ties(records, on: day, of: rights), then: then, parties: records.parties)
  }

  /// What a paper answers that is put on record on a day; nil where the store does not have the right on that day.
  /// - Throws: ``ProblemList`` when the store cannot be read or a model does not load.
  public static func facts(
    ofRight rightID: Int64, gate: DisposalGate, on day: CalendarDay, store: Store, catalogue: ModelCatalogue
  ) throws -> EvidenceFacts? {
    try known(on: day, of: [rightID], store: store, catalogue: catalogue).facts(of: gate, rightID)
  }

  private static func known(
    on day: CalendarDay, of rights: Set<Int64>, store: Store, catalogue: ModelCatalogue
  ) throws -> Known {
    let (rates, _) = try catalogue.load(ExchangeRates.self, id: "yearly-averages")
    let (fields, _) = try catalogue.load(TechnologyFields.self, id: "wipo-35")
    let (events, _) = try catalogue.load(LegalEventVocabulary.self, id: "legal-events")
    let (regions, _) = try catalogue.load(RegionalOffices.self, id: "regional-offices")
    var assembly = FactAssembly(
      snapshot: try store.snapshot(asOf: day), schedules: try FeeSchedules(catalogue: catalogue),
      fields: fields, events: events,
      business: BusinessContext(regions: regions, rates: rates, currency: .cny))
    let records = try store.titleRecords(asOf: day)
    return Known(table: assembly.table(), ties: ties(records, on: day, of: rights))
  }

  private static func ties(
    _ records: TitleRecords, on day: CalendarDay, of rights: Set<Int64>
  ) -> [Int64: [RightTie: [String]]] {
    var ties: [Int64: [RightTie: [String]]] = [:]
    func add(_ tie: RightTie, _ rightID: Int64, _ name: String, _ party: String?) {
      guard rights.contains(rightID) else { return }
      let label = party.map { $0.isEmpty ? name : "\(name) (\($0))" } ?? name
      if ties[rightID]?[tie]?.contains(label) != true {
        ties[rightID, default: [:]][tie, default: []].append(label)
      }
    }
    for one in records.owners where one.to.map({ $0 > day }) ?? true {
      add(.owners, one.rightID, one.name, nil)
    }
    for one in records.licences where one.to.map({ $0 >= day }) ?? true {
      add(.licences, one.rightID, one.contract, one.licensee)
    }
    for one in records.pledges where one.to.map({ $0 >= day }) ?? true {
      add(.pledges, one.rightID, one.registration, one.pledgee)
    }
    for one in records.disputes where one.to.map({ $0 >= day }) ?? true {
      add(.disputes, one.rightID, one.number, one.counterparty)
    }
    return ties
  }

  // MARK: Comparing

  /// Who stands behind a fact; nil where it speaks of nobody.
  private static func tie(_ fact: FactID) -> RightTie? {
    switch fact {
    case .ownerCount: return .owners
    case .licencesOut, .licenceType: return .licences
    case .pledged: return .pledges
    case .inDispute, .disputeType: return .disputes
    default: return nil
    }
  }

  /// The facts of a gate and who stands behind them, as a table has them.
  static func facts(
    of gate: DisposalGate, _ table: FactTable, _ row: Int, ties: [RightTie: [String]]
  ) -> EvidenceFacts {
    var known = EvidenceFacts()
    for fact in Set(gate.condition.inputs) {
      guard let column = table[fact] else { continue }
      known.facts[fact.name] = text(column, row)
      if let tie = tie(fact) { known.ties[tie.rawValue] = (ties[tie] ?? []).sorted() }
    }
    return known
  }

  /// A value as it is kept with a paper; empty where it is not known.
  private static func text(_ column: FactColumn, _ row: Int) -> String {
    if let word = column.category(row) { return word }
    if let day = column.day(row) { return day.iso }
    guard let number = column.number(row) else { return "" }
    if column.type == .flag { return number == 0 ? "no" : "yes" }
    return column.type == .decimal ? "\(number)" : "\(Int(number))"
  }

  /// What a paper does not answer of a gate as its facts are now; empty where it answers all of it.
  func changes(_ evidence: GateEvidence, _ gate: DisposalGate, _ table: FactTable, _ row: Int)
    -> [EvidenceChange]
  {
    guard let then = evidence.answers ?? then[evidence.day]?.facts(of: gate, evidence.rightID) else {
      return []
    }
    let now = EvidenceAnswers.facts(of: gate, table, row, ties: ties[evidence.rightID] ?? [:])
    var changes: [EvidenceChange] = []
    for (tie, names) in now.ties.sorted(by: { $0.key < $1.key }) {
      guard let before = then.ties[tie] else { continue }
      if names.contains(where: { !isAmong(before, $0, tie) }) {
        changes.append(EvidenceChange(subject: tie, then: before, now: names))
      }
    }
    for (fact, value) in now.facts.sorted(by: { $0.key < $1.key }) {
      guard let before = then.facts[fact] else { continue }
      // Who stands behind it is named: the fact says no more than the names do.
      if let tie = EvidenceAnswers.tie(FactID(fact)), now.ties[tie.rawValue]?.isEmpty == false { continue }
      if EvidenceAnswers.isChanged(table[FactID(fact)]?.type, before, value) {
        changes.append(
          EvidenceChange(subject: fact, then: before.isEmpty ? [] : [before], now: [value]))
      }
    }
    return changes
  }

  /// Whether somebody was there before, under whichever of the names that the table of parties has; a contract of which
  /// the other party was recorded only later was. Owners have no such addition: a name that begins with another's is
  /// another name.
  private func isAmong(_ before: [String], _ name: String, _ tie: String) -> Bool {
    before.contains { old in
      if old == name { return true }
      guard tie != RightTie.owners.rawValue else { return parties.areOne(old, name) }
      guard old.hasSuffix(")"), old.contains(" (") else { return name.hasPrefix(old + " (") }
      return isOneContract(old, name)
    }
  }

  /// Whether two labels, each a contract with its other party in brackets, are of one contract with one party. Names and
  /// numbers may hold brackets themselves.
  private func isOneContract(_ old: String, _ name: String) -> Bool {
    guard name.hasSuffix(")") else { return false }
    return old.indices.contains { place in
      guard old[place...].hasPrefix(" ("), name.hasPrefix("\(old[..<place]) (") else { return false }
      let head = old[..<place].count + 2
      return parties.areOne(String(old.dropFirst(head).dropLast()), String(name.dropFirst(head).dropLast()))
    }
  }

  private static func isChanged(_ type: FactType?, _ before: String, _ now: String) -> Bool {
    guard !now.isEmpty, before != now else { return false }
    if before.isEmpty { return true }
    switch type {
    case .category, .day, .flag: return true
    // Fewer need no more consents than there are.
    case .integer: return (Int(now) ?? 0) > (Int(before) ?? 0)
    // Measures that move by themselves with time.
    case .decimal, nil: return false
    }
  }
}
