import Foundation
import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview

extension ReportBuilder {
  // MARK: Data

  var dataPage: ReportPage {
    var sections = [
      ReportSection(
        "coverage", text(.coverage),
        [.paragraph(wording.text(ReportSentence.coverageIntro)), .table(coverageTable)]),
      ReportSection("limits", text(.limits), [.list(limits)]),
    ]
    if !run.imports.isEmpty {
      sections.append(
        ReportSection(
          "imports", text(.imports), count: run.imports.count,
          [.paragraph(wording.text(ReportSentence.importsIntro)), .table(importTable)]))
    }
    return ReportPage(id: "data", title: text(.data), sections: sections)
  }

  private var coverageTable: ReportTable {
    let used = Set(run.gradingModel.criteria.map(\.fact))
    return ReportTable(
      "coverage-table", text(.coverage),
      [
        ReportTable.Column(text(.fact)), ReportTable.Column(text(.inScore)),
        ReportTable.Column(text(.known), .number), ReportTable.Column(text(.unknown), .number),
        ReportTable.Column(text(.notApplicable), .number),
        ReportTable.Column(text(.notYetObservable), .number),
        ReportTable.Column(text(.knownShare), .number), ReportTable.Column(text(.meaning), .long),
      ],
      FactCatalogue.all.filter { !run.withheldFacts.contains($0.id) }.map { definition in
        let counts = FactCoverage(run.table[definition.id], rows: rows)
        return [
          ReportTable.Cell(wording.text(definition.title)),
          ReportTable.Cell(used.contains(definition.id) ? text(.yes) : wording.dash),
          wording.countCell(counts.known), wording.countCell(counts.unknown),
          wording.countCell(counts.notApplicable),
          wording.countCell(counts.notYetObservable),
          wording.shareCell(counts.known, of: rows.count - counts.notApplicable),
          ReportTable.Cell(wording.text(definition.meaning)),
        ]
      })
  }

  private var limits: [String] {
    // Facts that form cohorts or decide whether the model applies count as looked at.
    let model = run.gradingModel
    let used = Set(model.criteria.map(\.fact) + model.cohort.levels.flatMap { $0 } + [.rightKind])
      .union(model.gates.flatMap { $0.condition.facts })
    let unused = FactCatalogue.all.filter { !used.contains($0.id) }.map { wording.text($0.title) }
    let noFees = summary.withoutFees.reduce(0) { $0 + $1.count }
    var sentences = [
      wording.text(ReportSentence.limitScreening), wording.text(ReportSentence.limitBibliographic),
      wording.text(ReportSentence.limitRelative),
    ]
    if let coverage = summary.meanCoverage {
      sentences.append(
        wording.text(
          .limitCoverage, ["share": wording.percent(coverage), "n": wording.count(summary.unsettled)]))
    }
    if !unused.isEmpty {
      sentences.append(wording.text(.limitUnused, ["facts": wording.list(unused)]))
    }
    sentences.append(wording.text(ReportSentence.limitFees))
    if noFees > 0, !hidesAmounts {
      sentences.append(wording.text(.limitNoFees, ["n": wording.count(noFees)]))
    }
    if summary.estimatedFees > 0 {
      sentences.append(wording.text(.limitEstimates, ["n": wording.count(summary.estimatedFees)]))
    }
    sentences += [
      wording.text(.limitAsOf, ["day": wording.day(run.asOf)]), wording.text(ReportSentence.limitHouse),
      wording.text(ReportSentence.limitWording),
    ]
    return sentences
  }

  private var importTable: ReportTable {
    let counts: [ReportText] = [.rows, .stored, .merged, .refused, .unchanged]
    return ReportTable(
      "import-table", text(.imports),
      [
        ReportTable.Column(text(.file), .long), ReportTable.Column(text(.mapping)),
        ReportTable.Column(text(.observedOn), .code),
      ] + counts.map { ReportTable.Column(text($0), .number) } + [ReportTable.Column(text(.check))],
      run.imports.map { record in
        let accounted = record.stored + record.merged + record.refused + record.unchanged
        return [
          ReportTable.Cell(record.file), ReportTable.Cell(record.mapping),
          wording.dayCell(record.observedOn),
        ]
          + [record.rows, record.stored, record.merged, record.refused, record.unchanged].map {
            wording.countCell($0)
          } + [ReportTable.Cell(text(accounted == record.rows ? .addsUp : .doesNotAddUp))]
      })
  }

  // MARK: Models

  var modelsPage: ReportPage {
    let catalogue = ModelCatalogue(files: run.modelFiles)
    let headers = modelHeaders(catalogue)
    let cards = methodCards
    return ReportPage(
      id: "models", title: text(.models),
      sections: [
        ReportSection(
          "grading", text(.howGraded),
          [.paragraph(wording.text(ReportSentence.gradedIntro)), .table(bandTable)] + weightBlocks),
        ReportSection(
          "methods",
          wording.language == .zh ? "每项指标怎么算、有什么局限" : "How each indicator is reckoned, and its limits",
          count: cards.cards.count, [.methods(cards)]),
      ] + furtherMethods(catalogue) + [
        ReportSection(
          "model-files", text(.modelFiles), count: headers.count, [.table(modelTable(headers))]),
        ReportSection("sources", text(.sources), [.table(sourceTable(headers))]),
        ReportSection("snapshot", text(.snapshot), [.paragraph(run.snapshotHash)]),
      ])
  }

  /// The weight set and the levels whose weights were reckoned; nothing for weights that are simply written down.
  private var weightBlocks: [ReportBlock] {
    let texts = WeightText(wording: wording)
    let sentences = texts.sentences(run.primary)
    guard !sentences.isEmpty else { return [] }
    return [.list(sentences)] + texts.matrices(run.primary).map { .table($0) }
  }

  private var bandTable: ReportTable {
    ReportTable(
      "band-table", text(.grade),
      [
        ReportTable.Column(text(.grade)), ReportTable.Column(text(.points)),
        ReportTable.Column(text(.meaning)),
        ReportTable.Column(text(.count), .number),
      ],
      zip(run.gradingModel.grades, summary.byGrade).enumerated().map { index, pair in
        [
          ReportTable.Cell(wording.gradeName(pair.0), swatch: .grade(index)),
          ReportTable.Cell(
            pair.0.atLeast.map { text(.fromPoints, ["n": NumberText.fixed($0, 0)]) }
              ?? wording.text(GradingText.byMatrix)),
          ReportTable.Cell(wording.text(pair.0.title)), wording.countCell(pair.1.count),
        ]
      })
  }

  /// The headers of the run's model files, ordered by path; the grading model's own when no file is kept.
  private func modelHeaders(_ catalogue: ModelCatalogue) -> [ModelHeader] {
    let headers = catalogue.entries.compactMap(\.header)
      .sorted { $0.file.path < $1.file.path }
    return headers.isEmpty ? [run.gradingModel.header] : headers
  }

  private func modelTable(_ headers: [ModelHeader]) -> ReportTable {
    ReportTable(
      "model-table", text(.modelFiles),
      [
        ReportTable.Column(text(.title), .long), ReportTable.Column(text(.model), .code),
        ReportTable.Column(text(.version)), ReportTable.Column(text(.checkedOn), .code),
        ReportTable.Column(text(.sha), .long),
      ],
      headers.map { header in
        let stale = run.asOf > header.checkedOn.adding(years: 1)
        return [
          ReportTable.Cell(wording.text(header.title)), ReportTable.Cell("\(header.kind)/\(header.id)"),
          ReportTable.Cell(header.version),
          ReportTable.Cell(wording.day(header.checkedOn) + (stale ? " · \(text(.stale))" : "")),
          ReportTable.Cell(header.file.sha256),
        ]
      })
  }

  private func sourceTable(_ headers: [ModelHeader]) -> ReportTable {
    ReportTable(
      "source-table", text(.sources),
      [
        ReportTable.Column(text(.standing)), ReportTable.Column(text(.source), .long),
        ReportTable.Column(text(.usedBy)), ReportTable.Column(text(.link), .long),
      ],
      headers.flatMap { header in
        header.sources.map { source in
          [
            ReportTable.Cell(text(ReportWords.standing(source.standing))),
            ReportTable.Cell(wording.text(source.titleText)),
            ReportTable.Cell("\(header.id) \(header.version)"), ReportTable.Cell(source.link ?? ""),
          ]
        }
      })
  }
}

/// How many rights have a fact in which state.
struct FactCoverage {
  var known = 0
  var unknown = 0
  var notApplicable = 0
  var notYetObservable = 0

  init(_ column: FactColumn?, rows: [Int]) {
    guard let column else {
      unknown = rows.count
      return
    }
    for row in rows {
      switch column.states[row] {
      case .known: known += 1
      case .unknown: unknown += 1
      case .notApplicable: notApplicable += 1
      case .notYetObservable: notYetObservable += 1
      }
    }
  }
}
