import Grading
import PolicyModels
public import PortfolioCore
public import PortfolioReview

/// The gates of a run in one language: the terminal, the report, the workbook and the data read the same lines.
public struct GateView: Sendable {
  /// The run.
  public let run: ReviewRun
  /// The gates.
  public let gates: GateTable
  /// The words.
  public let wording: Wording
  /// For each gate the rights that wait for nothing but data that the portfolio lacks altogether.
  private let whole: [Int: Set<Int>]
  /// Where a right's sheet is, in a report that has sheets.
  let target: @Sendable (Int) -> String?

  /// Which lines are wanted; all where nothing is given.
  public struct Filter: Sendable {
    /// Rows of rights.
    public var rows: [Int]?
    /// An act.
    public var act: GatedAct?
    /// States.
    public var states: Set<GateState>?
    /// Gates by id.
    public var gates: Set<String>?

    /// A filter.
    public init(
      rows: [Int]? = nil, act: GatedAct? = nil, states: Set<GateState>? = nil, gates: Set<String>? = nil
    ) {
      self.rows = rows
      self.act = act
      self.states = states
      self.gates = gates
    }
  }

  /// A gate, a right, and the acts before which it stands in one way.
  public struct Line: Sendable {
    /// What the gate says.
    public let finding: GateFinding
    /// The acts.
    public let acts: [GatedAct]
  }

  /// A view of a run's gates; nil when the run has none.
  public init?(run: ReviewRun, options: ReportOptions) {
    self.init(run: run, wording: Wording(run: run, options: options), asksOnce: true) { _ in nil }
  }

  /// - Parameter asksOnce: find out what the whole portfolio lacks, so that the sentences of single rights say it once.
  init?(
    run: ReviewRun, wording: Wording, asksOnce: Bool = false, target: @escaping @Sendable (Int) -> String?
  ) {
    guard let gates = run.gates else { return nil }
    self.run = run
    self.gates = gates
    self.wording = wording
    self.target = target
    whole = asksOnce ? gates.wholeQuestions(table: run.table).rows : [:]
  }

  var zh: Bool { wording.language == .zh }
  func both(_ zh: String, _ en: String) -> String { self.zh ? zh : en }

  func number(_ row: Int) -> String {
    let number = run.table.text("number", row)
    return number.isEmpty ? "#\(run.table.rightIDs[row])" : number
  }

  // MARK: Lines

  /// The lines of a filter, right by right in the order of the table, gate by gate in the order of the model.
  public func lines(_ filter: Filter) -> [Line] {
    let acts = filter.act.map { [$0] } ?? GatedAct.allCases
    let chosen = gates.model.gates.indices.filter {
      filter.gates?.contains(gates.model.gates[$0].id) ?? true
    }
    var lines: [Line] = []
    for row in filter.rows ?? Array(0..<run.table.count) {
      for gate in chosen {
        var groups: [(state: GateState, acts: [GatedAct])] = []
        for act in acts {
          let state = gates.state(gate, row, act)
          guard state != .notApplicable, filter.states?.contains(state) ?? true else { continue }
          if let index = groups.firstIndex(where: { $0.state == state }) {
            groups[index].acts.append(act)
          } else {
            groups.append((state, [act]))
          }
        }
        for group in groups {
          let finding = gates.findings(row, group.acts[0], table: run.table, only: gate)
          lines += finding.map { Line(finding: $0, acts: group.acts) }
        }
      }
    }
    return lines
  }

  // MARK: Words

  func state(_ state: GateState) -> String { wording.text(state.title) }

  func act(_ act: GatedAct) -> String { wording.text(act.title) }

  func demand(_ gate: DisposalGate) -> String { wording.text(gate.effect.title) }

  /// A fact with its value, or that it is not known.
  func fact(_ id: FactID, _ row: Int) -> String {
    let value = run.table[id].flatMap { wording.value($0, row) }
    return wording.factTitle(id) + " " + (value ?? both("未知", "not known"))
  }

  /// From which facts, or which are missing.
  public func why(_ finding: GateFinding) -> String {
    let facts = wording.list(finding.facts.map { fact($0, finding.row) })
    switch finding.state {
    case .question where finding.hangsOnTaker:
      return both("未写明受让方或被许可方是否在境外", "not said whether the taker is abroad")
    case .question:
      return both("缺少：", "missing: ") + wording.list(finding.facts.map { wording.factTitle($0) })
    case .clear: return ""
    default: return facts
    }
  }

  /// What lifts it, or did; until when.
  public func lifting(_ finding: GateFinding) -> String {
    if let lift = finding.lift { return wording.text(lift.says) }
    guard let evidence = finding.evidence else { return "" }
    let end = evidence.validTo.map { both("，至 \(wording.day($0))", ", until \(wording.day($0))") } ?? ""
    let outdated = finding.outdated.map { both("；", "; ") + wording.text($0) } ?? ""
    return both(
      "“\(evidence.document)”（\(wording.day(evidence.day))，\(evidence.recordedBy)）\(end)",
      "'\(evidence.document)' (\(wording.day(evidence.day)), \(evidence.recordedBy))\(end)") + outdated
  }

  /// The ground with its standing.
  public func ground(_ ground: LegalGround) -> String {
    both(
      "\(ground.article.zh)（\(ground.standing.title.zh)）",
      "\(ground.article.en) (\(ground.standing.title.en))")
  }

  /// A gate, its state and what is asked, in a few words.
  public func brief(_ finding: GateFinding) -> String {
    let title = finding.gate.id + " " + wording.text(finding.gate.title)
    switch finding.state {
    case .question: return both("\(title)待查明", "\(title): open question")
    case .closed: return both("\(title)：\(demand(finding.gate))", "\(title): \(demand(finding.gate))")
    case .expired:
      let why =
        finding.changes.isEmpty
        ? both("文件已过期", "document ended") : both("文件答复的是另一些事实", "document answers other facts")
      return both(
        "\(title)：\(demand(finding.gate))（\(why)）", "\(title): \(demand(finding.gate)) (\(why))")
    case .lifted: return both("\(title)已解除", "\(title): lifted")
    case .clear: return both("\(title)无碍", "\(title): clear")
    case .notApplicable: return both("\(title)不适用", "\(title): does not apply")
    }
  }

  /// Everything about one gate and one right as a sentence.
  public func sentence(_ finding: GateFinding, acts: [GatedAct]) -> String {
    let gate = finding.gate
    let before = wording.list(acts.map { act($0) })
    let head = both(
      "\(gate.id) \(gate.title.zh)（\(before)之前）：\(state(finding.state))",
      "\(gate.id) \(gate.title.en) (before: \(before)): \(state(finding.state))")
    switch finding.state {
    case .clear, .notApplicable: return head
    case .lifted: return head + both("，凭", ": ") + lifting(finding)
    case .question:
      return head + both("，", "; ") + why(finding)
        + both("。查明为是时\(demand(gate))", ". If so: \(demand(gate))")
    case .closed, .expired:
      let past = finding.state == .expired ? both("，", "; ") + lifting(finding) : ""
      return head + past + both("，", "; ") + demand(gate)
        + both("。依据事实：", ". From: ") + why(finding)
        + both("；解除凭：", "; lifted by: ") + wording.text(gate.evidence)
        + both("；", "; ") + ground(gate.ground)
    }
  }

  /// The gates of a right that are not simply clear, as sentences: closed ones first, then questions, then lifted ones.
  /// What the whole portfolio lacks is one sentence.
  public func sentences(of row: Int) -> [String] {
    let order: [GateState] = [.closed, .expired, .question, .lifted]
    let found = lines(Filter(rows: [row], states: Set(order)))
    let waiting = Set(
      whole.filter { $0.value.contains(row) }.map { gates.model.gates[$0.key].id })
    func isWaiting(_ line: Line) -> Bool {
      line.finding.state == .question && waiting.contains(line.finding.gate.id)
    }
    let sorted = order.flatMap { state in found.filter { $0.finding.state == state && !isWaiting($0) } }
    var sentences = sorted.map { sentence($0.finding, acts: $0.acts) }
    var ids: [String] = []
    for line in found where isWaiting(line) && !ids.contains(line.finding.gate.id) {
      ids.append(line.finding.gate.id)
    }
    if !ids.isEmpty {
      sentences.append(
        both(
          "门槛 \(wording.list(ids)) 待查明：整个组合都没有相应数据",
          "Gates \(wording.list(ids)): open questions, for the portfolio holds no such data at all"))
    }
    return sentences
  }

  /// What must be done before a right lapses on a day, in a few words each.
  public func lapseIssues(_ row: Int, on day: CalendarDay?) -> [String] {
    let issues = gates.issues(row, .lapse, on: day, table: run.table)
    let asking = issues.filter { $0.state == .question }.map(\.gate.id)
    return issues.filter { $0.state != .question }.map { brief($0) }
      + (asking.isEmpty ? [] : [both("待查明的门槛：", "open questions of the gates ") + wording.list(asking)])
  }

  /// A question that concerns the portfolio as a whole.
  func sentence(_ question: GateTable.WholeQuestion) -> String {
    let title = wording.factTitle(question.fact)
    return both(
      "没有任何“\(title)”的数据：\(wording.count(question.rights)) 项权利的门槛 \(question.gates.joined(separator: "、")) 因此待查明",
      "Nothing is recorded of '\(title)': the gates \(question.gates.joined(separator: ", ")) of \(wording.count(question.rights)) rights wait for it"
    )
  }
}

/// Words of gates that other views use.
enum GateWords {
  /// The head of the gates of a right.
  static let head = BilingualText(zh: "处置前的门槛", en: "Gates before a disposal")
  /// The head of the routes of a right.
  static let routes = BilingualText(zh: "处置路径", en: "Routes of disposal")
}
