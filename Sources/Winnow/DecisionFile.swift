internal import Foundation
public import PortfolioCore
internal import PortfolioImport
public import PortfolioReview
internal import Reporting

/// A working list that came back with decisions: XLSX or CSV, its columns found by their heads.
public struct DecisionFile: Sendable {
  /// The decisions of the rows that can be read, by row of the run.
  public private(set) var requests: [DecisionRequest] = []
  /// What is wrong with the other rows; then none of all is taken.
  public private(set) var problems: [Problem] = []
  /// The effective days that the program had written and that were not taken, for they say nothing of what was decided.
  public private(set) var leftAside: [DayLeftAside] = []
  /// Rows in which nothing was decided.
  public private(set) var open = 0
  /// The run and the cycle that the list was written for, as far as it says.
  public private(set) var origin = WorkingListOrigin()
  /// The heads as the file spells them.
  private var heads: [DecisionColumn: String] = [:]
  /// Where the list says which right a row is about, and under which heads.
  private var marks: [IdentityColumn: Int] = [:]
  private var markHeads: [IdentityColumn: String] = [:]
  /// The plan of the run, whose days the list was written with.
  private let plan: PortfolioPlan?

  /// What the command line says for rows that do not say it themselves.
  struct Otherwise {
    var decidedBy: String?
    var role: String
    var day: CalendarDay
    var reason: String?
    var reasonCode: String?
    var effective: CalendarDay?
    /// Whether whoever takes a right, or a licence of it, is abroad; only for decisions by which somebody does.
    var abroad: Bool?
  }

  /// Reads a file.
  /// - Throws: ``ProblemList`` when it cannot be read or no sheet has the heads of a working list.
  init(path: String, run: ReviewRun, otherwise: Otherwise) throws {
    plan = run.plan
    let name = (path as NSString).lastPathComponent
    guard FileManager.default.fileExists(atPath: path) else {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: path), zh: "没有这个文件", en: "There is no such file",
          remedy: BilingualText(zh: "检查路径；文件名含空格时加引号", en: "Check the path; quote names with spaces")))
    }
    let index = RightIndex(run.table)
    let listed = ListedRights(run)
    let parser = DateParser(order: .onlyPossible, latestYear: otherwise.day.year, epoch: .year1900)
    var found = false
    // The row that comes nearest to heads, where none has them all.
    var nearest: (line: Int, columns: Set<DecisionColumn>)?
    for sheet in try TabularFile.open(path: path, name: name) {
      var places: [DecisionColumn: Int]?
      var rows: [(line: Int, cells: [String])] = []
      var refused: [Problem] = []
      let said = try sheet.forEachRow { row in
        if places != nil { refused.append(row.problem) }
      } _: { row in
        let cells = row.cells
        if places == nil {
          places = DecisionColumn.places(in: cells)
          if let places {
            heads = places.mapValues { cells[$0].trimmingBlanks }
            marks = IdentityColumn.found(in: cells)
            markHeads = marks.mapValues { cells[$0].trimmingBlanks }
          } else {
            note(cells)
            let there = DecisionColumn.found(in: cells)
            if there[.number] != nil, there[.decision] != nil, there.count > nearest?.columns.count ?? 0 {
              nearest = (row.line, Set(there.keys))
            }
          }
          // Heads stand near the top; nobody writes thirty lines of notes above them.
          return places != nil || row.line < 40
        }
        if cells.contains(where: { !$0.trimmingBlanks.isEmpty }) {
          rows.append((row.line, cells))
        }
        return true
      }
      guard let places else { continue }
      found = true
      problems += refused + said.filter { $0.severity == .error && !refused.contains($0) }
      for row in rows { read(row, places, name, index, listed, parser, otherwise) }
    }
    if !found, let nearest {
      let lost = DecisionColumn.allCases.filter { $0.isRequired && !nearest.columns.contains($0) }.map(
        \.title)
      throw ProblemList(
        Problem(
          .missingColumn, at: Place(file: name, line: nearest.line),
          value: lost.map(\.zh).joined(separator: "、") + " / " + lost.map(\.en).joined(separator: ", "),
          zh: "工作清单的表头缺少这些列", en: "The heads of the working list lack these columns",
          remedy: BilingualText(
            zh: "在这一行补上所缺的表头；其下可以留空，由 --by、--on、--reason 补充",
            en: "Add them to this row; the cells below may stay empty and be given by --by, --on and --reason"
          )))
    }
    guard found else {
      let heads = DecisionColumn.allCases.filter(\.isRequired).map(\.title)
      throw ProblemList(
        Problem(
          .missingColumn, at: Place(file: name), zh: "找不到工作清单的表头",
          en: "No sheet has the heads of a working list",
          remedy: BilingualText(
            zh:
              "需要的列：\(heads.map(\.zh).joined(separator: "、"))；工作清单由 winnow report --output 清单.xlsx 或 winnow cycle lists 写出",
            en:
              "Needed: \(heads.map(\.en).joined(separator: ", ")); winnow report --output list.xlsx and winnow cycle lists write such lists"
          )))
    }
  }

  /// Takes note of a line above the heads that says what the list is.
  private mutating func note(_ cells: [String]) {
    let filled = cells.map(\.trimmingBlanks).filter { !$0.isEmpty }
    guard filled.count == 2, let mark = WorkingListMark(label: filled[0]) else { return }
    switch mark {
    case .run: origin.run = Int64(filled[1])
    case .cycle: origin.cycle = filled[1]
    case .data: origin.data = filled[1].lowercased()
    case .unit:
      let none = WorkingListMark.noUnit
      origin.unit = filled[1] == none.zh || filled[1] == none.en ? "" : filled[1]
    case .reviewer: origin.reviewer = filled[1]
    }
  }

  /// What a row says of its right that the right of its number is not: a fault where it is another right's, else doubts.
  private func another(
    _ right: Int, _ number: String, _ row: (line: Int, cells: [String]), _ listed: ListedRights,
    _ name: String
  ) -> (faults: [Problem], doubts: [Problem]) {
    let found = listed.contradictions(right) { column in
      guard let at = marks[column], row.cells.indices.contains(at) else { return "" }
      return row.cells[at].trimmingBlanks
    }
    func problem(_ one: ListedRights.Contradiction) -> Problem {
      let head = markHeads[one.column] ?? one.column.title.zh
      return Problem(
        one.isAnother ? .anotherRight : .listedOtherwise, at: Place(file: name, line: row.line, column: head),
        value: number, zh: one.message.zh, en: one.message.en,
        remedy: BilingualText(
          zh: "核对号码与名称（是否只对一列排了序，或改写了号码）；改正清单后再读回。确认号码无误的，清空“\(head)”这一格",
          en:
            "Compare number and title (was one column sorted alone, or a number overwritten?); correct the list and read it again. Where the number is right, empty the cell under '\(head)'"
        ))
    }
    return (found.filter(\.isAnother).map { problem($0) }, found.filter { !$0.isAnother }.map { problem($0) })
  }

  /// Whether an effective day is the plan's, written there by the program, and says nothing of what was decided: of a
  /// right that is kept or passed on, or where that day has passed by the day of the decision. To let lapse and to
  /// abandon both hold from it.
  private func isLeftAsWritten(
    _ effective: CalendarDay, _ right: Int?, _ action: DisposalAction?, _ day: CalendarDay
  ) -> Bool {
    guard let plan, let right, plan.actions.indices.contains(right), plan.actions[right].letsGo,
      plan.lapseDay(right) == effective
    else { return false }
    return !(action?.endsPayment ?? false) || effective < day
  }

  private mutating func read(
    _ row: (line: Int, cells: [String]), _ places: [DecisionColumn: Int], _ name: String, _ index: RightIndex,
    _ listed: ListedRights, _ parser: DateParser, _ otherwise: Otherwise
  ) {
    func cell(_ column: DecisionColumn) -> String {
      guard let at = places[column], row.cells.indices.contains(at) else { return "" }
      return row.cells[at].trimmingBlanks
    }
    let written = cell(.decision)
    let number = cell(.number)
    let others = [DecisionColumn.takerAbroad, .decidedBy, .decidedOn, .reason].filter { !cell($0).isEmpty }
    if written.isEmpty && others.isEmpty {
      open += 1
      return
    }
    var faults: [Problem] = []
    func fault(_ code: ProblemCode, _ column: DecisionColumn, _ value: String, _ text: BilingualText) {
      let place = Place(file: name, line: row.line, column: heads[column] ?? column.title.zh)
      faults.append(Problem(code, at: place, value: value, zh: text.zh, en: text.en))
    }
    var right: Int?
    var doubts: [Problem] = []
    switch index.find(number) {
    case .row(let found):
      right = found
      let said = another(found, number, row, listed, name)
      faults += said.faults
      doubts = said.doubts
    case .several:
      fault(
        .ambiguousRight, .number, number,
        BilingualText(zh: "有多项权利对应这个编号", en: "More than one right has this number"))
    case .none:
      fault(
        .noSuchRight, .number, number,
        BilingualText(zh: "所依据的评审中没有这个编号的权利", en: "The run has no right of this number"))
    }
    let action = DisposalAction(cell: written)
    if action == nil {
      let known = DisposalAction.allCases
      fault(
        .incompleteDecision, .decision, written,
        BilingualText(
          zh: written.isEmpty
            ? "填了其他各列而没有写决定" : "不是可用的决定；可用：\(known.map(\.title.zh).joined(separator: "、"))",
          en: written.isEmpty
            ? "The row says who or why but not what was decided"
            : "No such decision; known: \(known.map(\.title.en).joined(separator: ", "))"))
    }
    var day = otherwise.day
    if !cell(.decidedOn).isEmpty {
      if case .day(let found) = parser.parse(cell(.decidedOn)) {
        day = found
      } else {
        fault(
          .incompleteDecision, .decidedOn, cell(.decidedOn),
          BilingualText(
            zh: "决定日无法识别，或日和月的次序不明；写成 2026-06-30 的形式",
            en: "The day of the decision cannot be read, or which is the month; write it as 2026-06-30"))
      }
    }
    var effective = otherwise.effective
    var aside: CalendarDay?
    if !cell(.effective).isEmpty {
      if case .day(let found) = parser.parse(cell(.effective)) {
        if isLeftAsWritten(found, right, action, day) { aside = found } else { effective = found }
      } else {
        fault(
          .incompleteDecision, .effective, cell(.effective),
          BilingualText(
            zh: "生效日无法识别，或日和月的次序不明；写成 2026-06-30 的形式",
            en: "The effective day cannot be read, or which is the month; write it as 2026-06-30"))
      }
    }
    let place = cell(.takerAbroad)
    let abroad = TakerPlace.isAbroad(cell: place)
    if !place.isEmpty, abroad == nil {
      fault(
        .incompleteDecision, .takerAbroad, place,
        BilingualText(zh: "受让方在境外的填“是”，否则填“否”", en: "Say yes where the taker is abroad, else no"))
    }
    problems += faults
    guard faults.isEmpty, let right, let action else { return }
    if let aside {
      leftAside.append(
        DayLeftAside(
          place: Place(file: name, line: row.line, column: heads[.effective]), number: number, day: aside,
          action: action))
    }
    let by = cell(.decidedBy)
    let reason = cell(.reason)
    var request = DecisionRequest(
      place: Place(file: name, line: row.line), row: right, action: action,
      abroad: abroad ?? (action.hasTaker ? otherwise.abroad : nil),
      decidedBy: by.isEmpty ? otherwise.decidedBy ?? "" : by, role: otherwise.role, day: day,
      effective: effective, reasonCode: otherwise.reasonCode,
      reason: reason.isEmpty ? otherwise.reason ?? "" : reason)
    request.doubts = doubts
    requests.append(request)
  }
}
