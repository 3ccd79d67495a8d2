internal import Grading
internal import PolicyModels
public import PortfolioCore

/// How a gate stands for a right.
public enum GateState: String, Sendable, CaseIterable {
  /// It does not concern the right, the act or the holder.
  case notApplicable = "not-applicable"
  /// The facts are known and do not raise it.
  case clear
  /// A fact is missing on which it hangs: a question, never a pass.
  case question
  /// It is closed.
  case closed
  /// Facts or a recorded document lift it.
  case lifted
  /// A document lifted it and does not count any more, for it has ended or answers other facts: it is closed again.
  case expired

  /// Whether something must be done before the act.
  public var isOpenIssue: Bool { self == .question || self == .closed || self == .expired }

  /// The word for people.
  public var title: BilingualText {
    switch self {
    case .notApplicable: return BilingualText(zh: "不适用", en: "not applicable")
    case .clear: return BilingualText(zh: "无碍", en: "clear")
    case .question: return BilingualText(zh: "待查明", en: "question")
    case .closed: return BilingualText(zh: "关闭", en: "closed")
    case .lifted: return BilingualText(zh: "已解除", en: "lifted")
    case .expired: return BilingualText(zh: "解除已失效", en: "lifted no longer")
    }
  }
}

/// What a gate says of a right before an act.
public struct GateFinding: Sendable {
  /// The gate.
  public let gate: DisposalGate
  /// The row of the right.
  public let row: Int
  /// How it stands.
  public let state: GateState
  /// For a question the facts that are missing; else the facts that raise the gate, lifted or not.
  public let facts: [FactID]
  /// The facts that lift it, where they do.
  public let lift: DisposalGate.Lift?
  /// The document that lifts it, or did.
  public let evidence: GateEvidence?
  /// The facts that this document does not answer, for they have changed since it was put on record; empty where it
  /// answers them all.
  public let changes: [EvidenceChange]

  /// Whether it forbids the act as it stands.
  public let blocks: Bool
  /// Whether it is a question because nobody has said if whoever takes the right, or a licence of it, is abroad.
  public internal(set) var hangsOnTaker = false

  /// The same gate as a question to whoever decides: it stands before the act only where the taker is abroad.
  var asDecidedByTaker: GateFinding {
    GateFinding(
      gate: gate, row: row, state: .question, facts: facts, lift: lift, evidence: evidence, changes: changes,
      blocks: false, hangsOnTaker: true)
  }
}

/// The gates of a portfolio on a day: a column a gate, one state a right; documents beside them.
///
/// Columns hold what the facts say. What a document lifts is looked up for the right, the act and the day that are asked
/// about, for a consent may end before the act is done.
public struct GateTable: Sendable {
  /// What the facts say of a gate and a right.
  public enum Standing: UInt8, Sendable, CaseIterable {
    /// It does not concern the right or the holder.
    case notApplicable = 0
    /// Not raised.
    case clear = 1
    /// Hangs on a missing fact.
    case question = 2
    /// Raised.
    case closed = 3
    /// Raised, or not known, and lifted by facts.
    case lifted = 4
  }

  /// The gates.
  public let model: GateModel
  /// The kind of holder; nil where it is not known and the gates of all kinds apply.
  public let holder: String?
  /// The day.
  public let asOf: CalendarDay
  /// When each gate is closed for the holder; nil for gates that are not for it.
  let conditions: [Condition?]
  /// What the facts say: a column a gate, in the model's order.
  public let columns: [[Standing]]
  /// The documents known on the day, ordered by right, gate and day.
  public let evidence: [GateEvidence]
  /// For each document the facts that it does not answer, for they have changed since it was put on record.
  let changes: [[EvidenceChange]]
  private let evidenceOf: [Key: [Int]]

  private struct Key: Hashable {
    var row: Int32
    var gate: Int32
  }

  init(
    model: GateModel, holder: String?, asOf: CalendarDay, columns: [[Standing]], evidence: [GateEvidence],
    changes given: [[EvidenceChange]] = [], rightIDs: [Int64]
  ) {
    self.model = model
    self.holder = holder
    self.asOf = asOf
    self.columns = columns
    conditions = model.gates.map { model.condition($0, holder: holder) }
    // What was recorded after the day was not known on it.
    let weighed = evidence.indices.filter { evidence[$0].day <= asOf }.sorted {
      let (left, right) = (evidence[$0], evidence[$1])
      return (left.rightID, left.gate, left.day, left.document, left.digest ?? "") < (
        right.rightID, right.gate, right.day, right.document, right.digest ?? ""
      )
    }
    let known = weighed.map { evidence[$0] }
    self.evidence = known
    changes = weighed.map { given.indices.contains($0) ? given[$0] : [] }
    let gates = Dictionary(
      model.gates.enumerated().map { ($0.element.id, Int32($0.offset)) },
      uniquingKeysWith: { first, _ in first })
    var places: [Key: [Int]] = [:]
    var row = 0
    for (index, one) in known.enumerated() {
      while row < rightIDs.count && rightIDs[row] < one.rightID { row += 1 }
      guard row < rightIDs.count, rightIDs[row] == one.rightID, let gate = gates[one.gate] else { continue }
      places[Key(row: Int32(row), gate: gate), default: []].append(index)
    }
    evidenceOf = places
  }

  /// The gates of a table of facts.
  /// - Parameters:
  ///   - holder: the kind of holder; nil where it is not known.
  ///   - evidence: the documents recorded; those of later days are left out.
  ///   - answers: what these documents answer; nil where nothing of it is known and all of them count.
  ///   - asksEnded: also of rights that have ended, as if they had not.
  public static func make(
    _ model: GateModel, table: FactTable, holder: String?, evidence: [GateEvidence] = [],
    answers: EvidenceAnswers? = nil, asksEnded: Bool = false
  ) -> GateTable {
    let kinds = GateTable.kinds(table)
    let isOver = (0..<table.count).map { row in
      !asksEnded && table[.legalLife]?.category(row) == LegalLife.ended.rawValue
    }
    let columns = model.gates.map { gate -> [Standing] in
      guard let condition = model.condition(gate, holder: holder) else {
        return Array(repeating: .notApplicable, count: table.count)
      }
      let truths = ConditionTruths(condition, table: table).column()
      let lifted = gate.lift.map { ConditionTruths($0.condition, table: table).column() }
      return truths.indices.map { row in
        // A right whose kind is not known may be of any kind; one that has ended can do nothing any more.
        if isOver[row] || kinds[row].map({ !gate.kinds.contains($0) }) ?? false { return .notApplicable }
        if truths[row] == .fails { return .clear }
        if lifted?[row] == .holds { return .lifted }
        return truths[row] == .holds ? .closed : .question
      }
    }
    return GateTable(
      model: model, holder: holder, asOf: table.asOf, columns: columns, evidence: evidence,
      changes: answers.map { weigh(evidence, model, table, $0) } ?? [], rightIDs: table.rightIDs)
  }

  /// The same gates, asked of rights that have ended as well, by the facts as they are now: what stood before their end.
  func askingEnded(_ table: FactTable) -> GateTable {
    let asked = GateTable.make(model, table: table, holder: holder, asksEnded: true)
    return GateTable(
      model: model, holder: holder, asOf: asOf, columns: asked.columns, evidence: evidence, changes: changes,
      rightIDs: table.rightIDs)
  }

  /// The same gates with the documents that were on record on an earlier day, judged on that day.
  func known(on day: CalendarDay, rightIDs: [Int64]) -> GateTable {
    GateTable(
      model: model, holder: holder, asOf: day, columns: columns, evidence: evidence, changes: changes,
      rightIDs: rightIDs)
  }

  /// What each document does not answer.
  private static func weigh(
    _ evidence: [GateEvidence], _ model: GateModel, _ table: FactTable, _ answers: EvidenceAnswers
  ) -> [[EvidenceChange]] {
    let rights = Set(evidence.map(\.rightID))
    var rows: [Int64: Int] = [:]
    for (row, id) in table.rightIDs.enumerated() where rights.contains(id) { rows[id] = row }
    return evidence.map { one in
      guard let row = rows[one.rightID], let gate = model.gates.first(where: { $0.id == one.gate }) else {
        return []
      }
      return answers.changes(one, gate, table, row)
    }
  }

  private static func kinds(_ table: FactTable) -> [RightKind?] {
    (0..<table.count).map { row in table[.rightKind]?.category(row).flatMap(RightKind.init(rawValue:)) }
  }

  /// These gates with all documents and those who recorded them named alike, for reports that withhold names.
  public func naming(document: String, recordedBy: String, rightIDs: [Int64]) -> GateTable {
    let renamed = evidence.map { one in
      var one = one
      one.document = document
      one.recordedBy = recordedBy
      one.digest = nil
      one.answers = nil
      return one
    }
    return GateTable(
      model: model, holder: holder, asOf: asOf, columns: columns, evidence: renamed,
      changes: changes.map { $0.map(\.withoutNames) }, rightIDs: rightIDs)
  }

  /// The number of rights.
  public var count: Int { columns.first?.count ?? 0 }

  // MARK: One right

  /// The document that decides: one that counts on the day, else the one that counted last; nil without any.
  private func document(_ gate: Int, _ row: Int, _ act: GatedAct, _ day: CalendarDay) -> (
    evidence: GateEvidence, changes: [EvidenceChange], counts: Bool
  )? {
    let own = (evidenceOf[Key(row: Int32(row), gate: Int32(gate))] ?? []).filter {
      evidence[$0].acts.isEmpty || evidence[$0].acts.contains(act)
    }
    // Of several that count the one that counts longest is named.
    func last(_ list: [Int], counts: Bool) -> (GateEvidence, [EvidenceChange], Bool)? {
      let end = { (index: Int) in evidence[index].validTo?.number ?? Int32.max }
      return list.max { end($0) < end($1) }.map { (evidence[$0], changes[$0], counts) }
    }
    return last(own.filter { evidence[$0].counts(on: day) && changes[$0].isEmpty }, counts: true)
      ?? last(own.filter { evidence[$0].counts(on: day) }, counts: false) ?? last(own, counts: false)
  }

  /// How a gate stands for a right before an act.
  /// - Parameter day: the day of the act, on which a document must still count; the as-of day when nil.
  public func state(_ gate: Int, _ row: Int, _ act: GatedAct, on day: CalendarDay? = nil) -> GateState {
    guard model.gates[gate].acts.contains(act) else { return .notApplicable }
    switch columns[gate][row] {
    case .notApplicable: return .notApplicable
    case .clear: return .clear
    case .lifted: return .lifted
    case .question, .closed:
      let fallback: GateState = columns[gate][row] == .closed ? .closed : .question
      guard let paper = document(gate, row, act, max(day ?? asOf, asOf)) else { return fallback }
      return paper.counts ? .lifted : .expired
    }
  }

  /// What the gates say of a right before an act, in the model's order; gates that do not concern it are left out.
  /// - Parameter only: the index of one gate; nil for all.
  public func findings(
    _ row: Int, _ act: GatedAct, on day: CalendarDay? = nil, table: FactTable, only: Int? = nil
  ) -> [GateFinding] {
    (only.map { $0..<$0 + 1 } ?? model.gates.indices).compactMap { gate in
      let state = state(gate, row, act, on: day)
      return state == .notApplicable ? nil : finding(gate, row, act, state, on: day, table)
    }
  }

  private func finding(
    _ gate: Int, _ row: Int, _ act: GatedAct, _ state: GateState, on day: CalendarDay?, _ table: FactTable
  ) -> GateFinding {
    let one = model.gates[gate]
    let truths = conditions[gate].map { ConditionTruths($0, table: table) }
    let facts = state == .clear ? [] : truths.map { $0.holdingFacts(row) + $0.openFacts(row) } ?? []
    let isByFacts = columns[gate][row] == .lifted
    let paper = isByFacts || state == .clear ? nil : document(gate, row, act, max(day ?? asOf, asOf))
    return GateFinding(
      gate: one, row: row, state: state, facts: facts, lift: isByFacts ? one.lift : nil,
      evidence: paper?.evidence, changes: paper?.changes ?? [],
      blocks: blocks(gate, row, act, on: day))
  }

  /// The gates that something must be done about before an act.
  public func issues(
    _ row: Int, _ act: GatedAct, on day: CalendarDay? = nil, table: FactTable
  ) -> [GateFinding] {
    model.gates.indices.compactMap { gate in
      let state = state(gate, row, act, on: day)
      return state.isOpenIssue ? finding(gate, row, act, state, on: day, table) : nil
    }
  }

  /// The gates that something must be done about before an act, without the facts behind them.
  public func openIssues(_ row: Int, _ act: GatedAct, on day: CalendarDay? = nil) -> [(
    gate: DisposalGate, state: GateState
  )] {
    model.gates.indices.compactMap { gate in
      let state = state(gate, row, act, on: day)
      return state.isOpenIssue ? (model.gates[gate], state) : nil
    }
  }

  /// Whether a gate forbids the act for a right.
  public func isBlocked(_ row: Int, _ act: GatedAct, on day: CalendarDay? = nil) -> Bool {
    model.gates.indices.contains { blocks($0, row, act, on: day) }
  }

  /// Whether a gate forbids the act for a right.
  func blocks(_ gate: Int, _ row: Int, _ act: GatedAct, on day: CalendarDay? = nil) -> Bool {
    guard model.gates[gate].effect == .blocks else { return false }
    let state = state(gate, row, act, on: day)
    return state == .closed || state == .expired && columns[gate][row] == .closed
  }

  // MARK: The whole portfolio

  /// A fact of which the portfolio holds nothing at all: asked once, not once a right.
  public struct WholeQuestion: Sendable, Equatable {
    /// The fact.
    public let fact: FactID
    /// The gates that ask for it.
    public let gates: [String]
    /// The rights that wait for it.
    public let rights: Int
  }

  /// The questions that concern the portfolio as a whole, and for each gate the rights that wait for these alone.
  /// - Parameter act: only gates before this act; all when nil.
  public func wholeQuestions(table: FactTable, act: GatedAct? = nil) -> (
    questions: [WholeQuestion], rows: [Int: Set<Int>]
  ) {
    var unkept: Set<FactID> = []
    let asking = model.gates.indices.filter { act.map(model.gates[$0].acts.contains) ?? true }
    for fact in Set(asking.flatMap { conditions[$0]?.inputs ?? [] }) {
      if !(table[fact]?.states.contains(.known) ?? false) { unkept.insert(fact) }
    }
    var rows: [Int: Set<Int>] = [:]
    var waiting: [FactID: (gates: [String], rights: Set<Int>)] = [:]
    for gate in asking {
      guard let condition = conditions[gate] else { continue }
      let facts = condition.inputs.filter { unkept.contains($0) }
      guard !facts.isEmpty else { continue }
      let settled = ConditionTruths(condition, table: table).column(assumingNo: unkept)
      let alone = Set(
        columns[gate].indices.filter { row in
          settled[row] != .open
            && (act.map { state(gate, row, $0) == .question } ?? (columns[gate][row] == .question))
        })
      guard !alone.isEmpty else { continue }
      rows[gate] = alone
      for fact in Set(facts) {
        waiting[fact, default: ([], [])].gates.append(model.gates[gate].id)
        waiting[fact]?.rights.formUnion(alone)
      }
    }
    let order = Dictionary(
      uniqueKeysWithValues: FactCatalogue.all.enumerated().map { ($0.element.id, $0.offset) })
    let questions = waiting.map {
      WholeQuestion(fact: $0.key, gates: $0.value.gates, rights: $0.value.rights.count)
    }
    .sorted { (order[$0.fact] ?? .max) < (order[$1.fact] ?? .max) }
    return (questions, rows)
  }
}
