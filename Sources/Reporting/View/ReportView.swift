public import PortfolioCore
import PortfolioReview

/// A report as pages, sections and blocks, in one language and without any form.
///
/// Renderers walk it; what it says is decided here and nowhere else.
public struct ReportView: Sendable {
  /// The language of all texts.
  public let language: Language
  /// The lines at the head.
  public let head: ReportHead
  /// The pages, in order.
  public let pages: [ReportPage]
  /// The labels of the page's own controls.
  public let controls: ReportControls
  /// What the report is for.
  public let use: Use

  /// What a report is for.
  public enum Use: Sendable {
    /// To read and to look things up.
    case whole
    /// To show on one slide.
    case slide
    /// To print or send about one right.
    case oneRight
    /// To hand over: a packet, printed whole.
    case packet
  }
}

/// What the head of every page says.
public struct ReportHead: Sendable {
  /// The kind of report.
  public let kind: String
  /// The portfolio's name.
  public let portfolio: String
  /// Label and value: as-of day, model, run, and so on.
  public let lines: [(label: String, value: String)]
  /// The same in one line, for the margins of printed pages.
  public let margin: String
  /// What a reader has to know before anything else: what is withheld.
  public let remarks: [String]
}

/// The words on what is only there to use the page.
public struct ReportControls: Sendable {
  /// Names the list of sections.
  public let contents: String
  /// For those who read by ear.
  public let skip: String
  /// The field that filters by text.
  public let filterText: String
  /// The choice of a grade.
  public let filterGrade: String
  /// The choice of all grades.
  public let all: String
  /// How many rows are shown.
  public let shown: String
  /// Shows the rows that are not laid out at first.
  public let showAll: String
  /// The summary of the table behind a chart.
  public let tableBehind: String
  /// The link from a sheet to the list.
  public let back: String
  /// The heads of key figures as a table: what, how much, what else.
  public let figure: String
  /// The head of values.
  public let value: String
  /// The head of notes.
  public let note: String
  /// The field that leads to a right.
  public let jump: String
  /// Its button.
  public let go: String
  /// What it says when there is no such right.
  public let notFound: String
  /// The choice of columns.
  public let columns: String
  /// Copies a table.
  public let copyCSV: String
  /// What is said when it is copied; `{n}` is the number of rows.
  public let copied: String
}

/// A page: one question of the reader.
public struct ReportPage: Sendable {
  /// The anchor.
  public let id: String
  /// The name.
  public let title: String
  /// The sections.
  public let sections: [ReportSection]
}

/// A part of a page with a heading of its own.
public struct ReportSection: Sendable {
  /// The anchor.
  public let id: String
  /// The heading.
  public let title: String
  /// A number beside the heading in the contents.
  public let count: Int?
  /// What it holds.
  public let blocks: [ReportBlock]

  init(_ id: String, _ title: String, count: Int? = nil, _ blocks: [ReportBlock]) {
    self.id = id
    self.title = title
    self.count = count
    self.blocks = blocks
  }
}

/// A piece of a section.
public enum ReportBlock: Sendable {
  /// A sentence or two.
  case paragraph(String)
  /// Sentences, one an item.
  case list([String])
  /// Key figures.
  case cards([ReportCard])
  /// Pictures side by side.
  case charts([Chart])
  /// A table.
  case table(ReportTable)
  /// Cards of indicators: how each is reckoned.
  case methods(MethodCards)
  /// A sheet a right, made one at a time: ten thousand sheets at once would fill the memory.
  case sheets(RightSheets)

  /// Whether it is cards of methods.
  var isMethods: Bool {
    if case .methods = self { return true }
    return false
  }
}

/// A key figure.
public struct ReportCard: Sendable {
  /// What it counts.
  public let title: String
  /// The figure.
  public let value: String
  /// What else to know.
  public let note: String?
  /// The colour and sign of a grade.
  public let swatch: Swatch?
  /// The figure as a value.
  public let typed: SheetCell?

  init(
    _ title: String, _ value: String, typed: SheetCell? = nil, note: String? = nil, swatch: Swatch? = nil
  ) {
    self.title = title
    self.value = value
    self.typed = typed
    self.note = note
    self.swatch = swatch
  }
}

/// The sheets of single rights.
public struct RightSheets: Sendable {
  /// The rows of the fact table that have a sheet, in order.
  public let rows: [Int]
  let explainer: RightExplainer

  /// The anchor of a row's sheet.
  func anchor(_ row: Int) -> String { RightSheet.anchor(explainer.run.table.rightIDs[row]) }

  /// The sheet of a row.
  public func sheet(_ row: Int) -> RightSheet { RightSheet(explainer.explain(row), explainer.wording) }
}
