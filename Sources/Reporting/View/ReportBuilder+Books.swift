import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview

/// The rule books of a run side by side: where they place the rights alike, and where they differ.
extension ReportBuilder {
  private func say(_ zh: String, _ en: String) -> String { options.language == .zh ? zh : en }

  /// The page of the other rule books; nil where the run has none, or no right is graded by two.
  var booksPage: ReportPage? {
    let comparisons = bookComparisons
    guard !comparisons.isEmpty else { return nil }
    return ReportPage(
      id: "books", title: wording.text(GradingText.viewsHead),
      sections: comparisons.map { one in
        var blocks: [ReportBlock] = [
          .paragraph(bookSentence(one)), .table(crossTable(one)),
        ]
        if !one.disagreements.isEmpty { blocks.append(.table(disagreementTable(one))) }
        return ReportSection(
          "book-\(one.view)-\(one.part)-\(one.otherPart)", bookTitle(one), count: one.rows.count, blocks)
      })
  }

  /// The comparisons of the rows that the report is about.
  var bookComparisons: [BookComparison] {
    run.views.isEmpty ? [] : BookComparison.of(run, rows: rows, listed: options.listed)
  }

  func bookTitle(_ one: BookComparison) -> String {
    let view = run.views[one.view].model
    let book = wording.text(view.header.title)
    guard run.gradingModel.parts.count > 1, let part = run.gradingModel.parts[one.part].title else {
      return book
    }
    return "\(book) · \(wording.text(part))"
  }

  /// How far the two books agree, in a sentence.
  func bookSentence(_ one: BookComparison) -> String {
    let book = wording.text(run.views[one.view].model.header.title)
    var text = say(
      "“\(book)”与本规则书都分级的 \(wording.count(one.rows.count)) 项",
      "Graded by “\(book)” and by this book: \(wording.count(one.rows.count))")
    if let correlation = one.correlation {
      text += say(
        "，得分的秩相关 \(NumberText.fixed(correlation, 2))",
        "; rank correlation of the points \(NumberText.fixed(correlation, 2))")
    }
    if let same = one.sameRank {
      text += say("，同一档次 \(wording.count(same)) 项", "; grades of the same rank \(wording.count(same))")
    }
    return text
      + say(
        "。两本规则书问的不同，分歧只说明值得再看一眼。",
        ". The books ask different things: a difference only asks for a second look.")
  }

  /// How many rights have a grade of the one book by grade of the other.
  func crossTable(_ one: BookComparison) -> ReportTable {
    let grades = run.gradingModel.parts[one.part].grades
    let others = run.views[one.view].model.parts[one.otherPart].grades
    return ReportTable(
      "book-cross-\(one.view)-\(one.part)-\(one.otherPart)", bookTitle(one),
      [ReportTable.Column(say("本规则书＼另一本", "this book \\ the other"))]
        + others.map { ReportTable.Column(wording.gradeName($0), .number) },
      grades.indices.map { index in
        [ReportTable.Cell(wording.gradeName(grades[index]))] + one.counts[index].map { wording.countCell($0) }
      })
  }

  /// The rights on which the books differ most.
  func disagreementTable(_ one: BookComparison) -> ReportTable {
    let view = run.views[one.view]
    func name(_ view: GradingView, _ row: Int) -> String {
      wording.outcomeName(view.model.name(of: view.grades.outcome(row)), view.model)
    }
    return ReportTable(
      "book-apart-\(one.view)-\(one.part)-\(one.otherPart)", say("分歧最大的权利", "Rights placed most differently"),
      [
        ReportTable.Column(text(.number), .code), ReportTable.Column(text(.title), .long),
        ReportTable.Column(text(.grade)), ReportTable.Column(say("高于同类", "above"), .number),
        ReportTable.Column(say("另一本的等级", "Grade of the other")),
        ReportTable.Column(say("高于同类（另一本）", "above, the other"), .number),
      ],
      one.disagreements.map { right in
        [
          numberCell(right.row), ReportTable.Cell(shortTitle(right.row)),
          ReportTable.Cell(name(run.primary, right.row)), wording.percentCell(right.place),
          ReportTable.Cell(name(view, right.row)), wording.percentCell(right.otherPlace),
        ]
      })
  }
}
