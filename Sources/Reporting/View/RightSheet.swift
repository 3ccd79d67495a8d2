import PortfolioCore
import PortfolioReview

/// The sheet of one right: finished texts and tables.
public struct RightSheet: Sendable {
  /// The anchor.
  public let id: String
  /// The number.
  public let number: String
  /// The title.
  public let title: String
  /// The grade's letter with its colour, or a dash.
  public let grade: ReportTable.Cell
  /// The sentences at the head.
  public let sentences: [String]
  /// Labels and texts: owner, unit, numbers.
  public let identity: [(label: String, text: String)]
  /// The tables with their headings: parts of the score, fees, facts.
  public let tables: [(title: String, table: ReportTable)]

  /// How the anchors of tables begin whose rows are sentences.
  static let sentenceTable = "says-"

  static func anchor(_ rightID: Int64) -> String { "right-\(rightID)" }

  init(_ right: RightExplanation, _ wording: Wording) {
    id = RightSheet.anchor(right.rightID)
    number = right.number
    title = right.title
    if let grade = right.grade, let index = right.gradeIndex {
      self.grade = ReportTable.Cell(right.gradeName ?? grade, swatch: .grade(index))
    } else {
      grade = ReportTable.Cell(wording.dash, muted: true)
    }
    sentences =
      [right.verdict] + [right.couldBe].compactMap { $0 } + right.reasons.sentences
      + [right.ties, right.unrecordedFee, right.unknownFees].compactMap { $0 } + right.plan
    identity = right.identity.map { ($0.label, $0.text) }
    var tables: [(title: String, table: ReportTable)] = []
    if !right.parts.isEmpty {
      tables.append((wording.text(.partsHead), RightSheet.parts(right, wording)))
    }
    tables.append((wording.text(.feesHead), RightSheet.fees(right, wording)))
    for (name, head, lines) in [
      ("gates", GateWords.head, right.gates), ("routes", GateWords.routes, right.routes),
    ] where !lines.isEmpty {
      let head = wording.text(head)
      tables.append(
        (
          head,
          ReportTable(
            RightSheet.sentenceTable + "\(name)-\(right.rightID)", head, [ReportTable.Column(head, .long)],
            lines.map { [ReportTable.Cell($0)] })
        ))
    }
    tables.append((wording.text(.factsHead), RightSheet.facts(right, wording)))
    self.tables = tables
  }

  private static func parts(_ right: RightExplanation, _ wording: Wording) -> ReportTable {
    // Where a criterion is left out the others weigh more than the book says: both weights are shown.
    let isAdjusted = right.parts.contains(where: \.isLeftOut)
    func percent(_ share: Int) -> String { NumberText.scaledText(share, 2) + "%" }
    let rows = right.parts.map { part -> [ReportTable.Cell] in
      let left = part.isLeftOut
      return [
        ReportTable.Cell(part.title), ReportTable.Cell(part.value, muted: !part.isKnown),
        ReportTable.Cell(left ? wording.dash : wording.points(part.points), muted: !part.isKnown),
      ]
        + (isAdjusted ? [ReportTable.Cell(percent(part.bookShare), muted: left)] : [])
        + [
          ReportTable.Cell(left ? wording.dash : percent(part.share), muted: left),
          ReportTable.Cell(left ? wording.dash : NumberText.scaledText(part.hundredths, 2), muted: left),
          ReportTable.Cell(part.reason, muted: !part.isKnown),
        ]
    }
    let total = right.parts.reduce(0) { $0 + $1.hundredths }
    return ReportTable(
      "parts-\(right.rightID)", wording.text(.partsHead),
      [
        ReportTable.Column(wording.text(.criterion)), ReportTable.Column(wording.text(.value)),
        ReportTable.Column(wording.text(.points), .number),
      ]
        + (isAdjusted
          ? [
            ReportTable.Column(wording.text(GradingText.bookWeight), .number),
            ReportTable.Column(wording.text(GradingText.usedWeight), .number),
          ] : [ReportTable.Column(wording.text(.weight), .number)])
        + [
          ReportTable.Column(wording.text(.contribution), .number),
          ReportTable.Column(wording.text(.reason), .long),
        ],
      rows,
      total: [
        ReportTable.Cell(wording.text(.total)), ReportTable.Cell(""), ReportTable.Cell(""),
      ]
        + (isAdjusted ? [ReportTable.Cell(percent(right.parts.reduce(0) { $0 + $1.bookShare }))] : [])
        + [
          ReportTable.Cell(percent(right.parts.reduce(0) { $0 + $1.share })),
          ReportTable.Cell(NumberText.scaledText(total, 2)),
          ReportTable.Cell(right.couldBe ?? ""),
        ])
  }

  private static func fees(_ right: RightExplanation, _ wording: Wording) -> ReportTable {
    let id = "fees-\(right.rightID)"
    guard !right.fees.isEmpty else {
      return ReportTable(
        id, wording.text(.feesHead), [ReportTable.Column(wording.text(.reason), .long)],
        [[ReportTable.Cell(right.noFeeReason ?? wording.text(.noFee), muted: true)]])
    }
    // One row: years run to the right, as on the department's own sheets.
    let sum = right.fees.reduce(Int64(0)) { $0 + $1.amount }
    return ReportTable(
      id, wording.text(.feesHead),
      right.fees.map { ReportTable.Column(String($0.year), .number) }
        + [
          ReportTable.Column(wording.text(.totalIn, ["unit": wording.moneyUnit]), .number),
          ReportTable.Column(wording.text(.coverageOfFees)),
        ],
      [
        right.fees.map {
          wording.amountCell($0.amount, isLowerBound: right.yearsWithUnknownFees.contains($0.year))
        }
          + [
            wording.amountCell(sum, isLowerBound: !right.yearsWithUnknownFees.isEmpty),
            ReportTable.Cell(wording.text(right.certainty == .estimate ? .estimate : .exact)),
          ]
      ])
  }

  private static func facts(_ right: RightExplanation, _ wording: Wording) -> ReportTable {
    ReportTable(
      "facts-\(right.rightID)", wording.text(.factsHead),
      [ReportTable.Column(wording.text(.fact)), ReportTable.Column(wording.text(.value))],
      right.facts.filter { $0.state == .known }.map {
        [ReportTable.Cell($0.title), ReportTable.Cell($0.text)]
      }
        + missing(right, wording))
  }

  /// One row a reason: the facts without a value, so that what is known stands out.
  private static func missing(_ right: RightExplanation, _ wording: Wording) -> [[ReportTable.Cell]] {
    FactState.allCases.filter { $0 != .known }.compactMap { state in
      let titles = right.facts.filter { $0.state == state }.map(\.title)
      guard !titles.isEmpty else { return nil }
      return [
        ReportTable.Cell(wording.list(titles), muted: true),
        ReportTable.Cell(wording.state(state), muted: true),
      ]
    }
  }
}
