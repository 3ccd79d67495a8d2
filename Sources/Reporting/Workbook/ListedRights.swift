import Grading
public import PortfolioCore
public import PortfolioReview

/// The columns of a working list that say beside the number which right a row is about, by their heads in either
/// language. A list need not have them.
public enum IdentityColumn: CaseIterable, Sendable {
  /// The title in the language of the application.
  case title
  /// The title in another language.
  case translatedTitle
  /// The office.
  case office
  /// The kind of right.
  case kind
  /// The unit that keeps it.
  case unit
  /// The grade.
  case grade
  /// The points.
  case points
  /// The day on which the next fee falls due.
  case nextFeeDay

  /// The head.
  public var title: BilingualText {
    func both(_ text: (Wording) -> String) -> BilingualText {
      BilingualText(
        zh: text(Wording(language: .zh, currency: .cny)), en: text(Wording(language: .en, currency: .cny)))
    }
    switch self {
    case .title: return both { $0.text(ReportText.title) }
    case .translatedTitle: return both { $0.text(ReportText.titleTranslated) }
    case .office: return both { $0.factTitle(.office) }
    case .kind: return both { $0.text(ReportText.kind) }
    case .unit: return both { $0.text(ReportText.unit) }
    case .grade: return both { $0.text(ReportText.grade) }
    case .points: return both { $0.text(ReportText.points) }
    case .nextFeeDay: return both { $0.text(ReportText.nextFee) }
    }
  }

  /// Where those of these columns stand that a row of heads has.
  public static func found(in heads: [String]) -> [IdentityColumn: Int] {
    var places: [IdentityColumn: Int] = [:]
    for column in allCases {
      let title = column.title
      places[column] = heads.firstIndex { head in
        let text = head.trimmingBlanks
        return text == title.zh || text.lowercased() == title.en.lowercased()
      }
    }
    return places
  }
}

/// The rights of a run by what a working list shows of them beside their numbers: a list in which one column alone was
/// sorted, or a number overwritten, decides on other rights than whoever filled it in was looking at.
///
/// Titles count in either language, by letters and digits alone. Office, kind and unit count where the title does not
/// tell the right from all others, as in a family, and only where they are words of the run; an empty cell says nothing.
/// A title that no right of the run has may have been put right or shortened by hand: that is a doubt, and no fault; so are
/// a grade, points or a next due day that are not the right's, which are compared where the title does not tell it apart.
public struct ListedRights: Sendable {
  /// What a row says against the right of its number.
  public struct Contradiction: Sendable, Equatable {
    /// The column.
    public let column: IdentityColumn
    /// What is wrong.
    public let message: BilingualText
    /// Whether the row shows another right of the run; else it may be the same one after all.
    public let isAnother: Bool
  }

  private let run: ReviewRun
  private let table: FactTable
  /// The rows of the run by title.
  private let titled: [String: Set<Int>]
  /// The codes that a word of a list stands for.
  private let codes: [IdentityColumn: [String: Set<String>]]

  /// The rights of a run.
  public init(_ run: ReviewRun) {
    self.run = run
    table = run.table
    var titled: [String: Set<Int>] = [:]
    var codes: [IdentityColumn: [String: Set<String>]] = [:]
    let wordings = Language.allCases.map { Wording(language: $0, currency: .cny) }
    var known: [IdentityColumn: Set<String>] = [:]
    for row in 0..<run.table.count {
      for title in ListedRights.titles(run.table, row) { titled[title, default: []].insert(row) }
      for column in [IdentityColumn.office, .kind, .unit] {
        if let code = ListedRights.code(column, run.table, row) { known[column, default: []].insert(code) }
      }
    }
    for (column, all) in known {
      for code in all {
        let fact = ListedRights.fact(column)
        let words = [code] + (fact.map { fact in wordings.map { $0.word(fact, code) } } ?? [])
        for word in words { codes[column, default: [:]][ListedRights.plain(word), default: []].insert(code) }
      }
    }
    self.titled = titled
    self.codes = codes
  }

  /// What the cells of a row say against the right of its number: what shows another right alone, or doubts; nothing where
  /// they agree with it, or say nothing.
  /// - Parameters:
  ///   - row: the right's row in the run.
  ///   - cell: the row's cell in a column; empty where the list has none.
  public func contradictions(_ row: Int, _ cell: (IdentityColumn) -> String) -> [Contradiction] {
    let own = ListedRights.titles(table, row)
    var isToldApart = false
    var doubts: [Contradiction] = []
    for column in [IdentityColumn.title, .translatedTitle] {
      let text = cell(column)
      let said = ListedRights.plain(text)
      if said.isEmpty || ListedRights.withheld.contains(said) { continue }
      let rows = titled[said] ?? []
      if own.contains(said) {
        isToldApart = isToldApart || rows.count == 1
        continue
      }
      // Of a right without a title on record, and of a text that lost letters on its way, nobody can tell.
      if rows.isEmpty, own.isEmpty || text.contains(where: { $0 == "?" || $0 == "\u{FFFD}" }) { continue }
      let found = Contradiction(
        column: column, message: otherTitle(row, rows), isAnother: !rows.isEmpty)
      if found.isAnother { return [found] }
      doubts.append(found)
    }
    if isToldApart { return doubts }
    if let found = otherKind(row, cell) { return [found] }
    if let found = otherFigures(row, cell) { doubts.append(found) }
    return doubts
  }

  /// The office, kind or unit of another right.
  private func otherKind(_ row: Int, _ cell: (IdentityColumn) -> String) -> Contradiction? {
    for column in [IdentityColumn.office, .kind, .unit] {
      let said = ListedRights.plain(cell(column))
      guard !said.isEmpty, let code = ListedRights.code(column, table, row),
        let meant = codes[column]?[said], !meant.contains(code)
      else { continue }
      let fact = ListedRights.fact(column)
      func word(_ language: Language) -> String {
        fact.map { Wording(language: language, currency: .cny).word($0, code) } ?? code
      }
      return otherwise(column, BilingualText(zh: word(.zh), en: word(.en)), isAnother: true)
    }
    return nil
  }

  /// A grade, points or a next due day that are not the right's: the list may be of another run, and says so then.
  private func otherFigures(_ row: Int, _ cell: (IdentityColumn) -> String) -> Contradiction? {
    let model = run.gradingModel
    let name = model.name(of: run.grades.outcome(row))
    let (zh, en) = (Wording(language: .zh, currency: .cny), Wording(language: .en, currency: .cny))
    let grade = BilingualText(zh: zh.outcomeName(name, model), en: en.outcomeName(name, model))
    let said = ListedRights.plain(cell(.grade))
    let isGrade = [name, grade.zh, grade.en].contains { ListedRights.plain($0) == said }
    if !said.isEmpty, !isGrade { return otherwise(.grade, grade, isAnother: false) }
    if run.grades.codes[row] >= 0, let points = Double(cell(.points)) {
      let own = Double(run.grades.points[row])
      // Shown with one decimal.
      if abs(points - own) > 0.1 {
        let text = zh.points(own)
        return otherwise(.points, BilingualText(zh: text, en: text), isAnother: false)
      }
    }
    if let due = CalendarDay(iso: cell(.nextFeeDay)), let own = table[.nextFeeDay]?.day(row), due != own {
      return otherwise(.nextFeeDay, BilingualText(zh: own.iso, en: own.iso), isAnother: false)
    }
    return nil
  }

  private func otherwise(_ column: IdentityColumn, _ own: BilingualText, isAnother: Bool) -> Contradiction {
    let title = column.title
    return Contradiction(
      column: column,
      message: BilingualText(
        zh: "这个号码的权利，\(title.zh)为“\(own.zh)”，与这一行所写不符：究竟指哪一项？",
        en:
          "The \(title.en.lowercased()) of the right of this number is '\(own.en)', and not as the row has it: which one is meant?"
      ), isAnother: isAnother)
  }

  private func otherTitle(_ row: Int, _ rows: Set<Int>) -> BilingualText {
    let number = table.text("number", row)
    let others = rows.sorted().prefix(3).map { table.text("number", $0) }
    guard !others.isEmpty else {
      return BilingualText(
        zh: "这一行的名称不是 \(number) 的名称，也不是评审中其他权利的：究竟指哪一项？",
        en:
          "The row's title is not that of \(number), nor of any other right of the run: which right is meant?"
      )
    }
    let more = rows.count > others.count
    return BilingualText(
      zh: "这一行的名称是另一项权利的（\(others.joined(separator: "、"))\(more ? " 等" : "")），不是 \(number) 的：究竟指哪一项？",
      en:
        "The row's title is that of another right (\(others.joined(separator: ", "))\(more ? " and more" : "")), not of \(number): which one is meant?"
    )
  }

  /// What stands for a title in a list that withholds titles.
  private static let withheld = Set(
    Language.allCases.map {
      plain(Wording(language: $0, currency: .cny).text(WorkbookText.redactedTitle))
    })

  private static func titles(_ table: FactTable, _ row: Int) -> Set<String> {
    Set(["title", "title-translated"].map { plain(table.text($0, row)) }).subtracting([""])
  }

  private static func fact(_ column: IdentityColumn) -> FactID? {
    switch column {
    case .office: return .office
    case .kind: return .rightKind
    case .title, .translatedTitle, .unit, .grade, .points, .nextFeeDay: return nil
    }
  }

  private static func code(_ column: IdentityColumn, _ table: FactTable, _ row: Int) -> String? {
    if let fact = fact(column) { return table[fact]?.category(row) }
    let text = table.text("unit", row)
    return text.isEmpty ? nil : text
  }

  /// The letters and digits of a text, in small letters: programs that save a list change blanks and signs.
  private static func plain(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      scalars.append(scalar)
    }
    return String(scalars)
  }
}
