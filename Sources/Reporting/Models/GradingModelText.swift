internal import Foundation
public import Grading
public import PolicyModels
public import PortfolioCore

/// A grading model in plain words: what is asked, what it weighs, which points make which grade.
public struct GradingModelText: Sendable {
  let model: GradingModel
  let wording: Wording

  /// A text of a model.
  public init(_ model: GradingModel, language: Language) {
    self.model = model
    wording = Wording(language: language, currency: .cny)
  }

  private var zh: Bool { wording.language == .zh }

  /// The text, with paragraphs wrapped and tables fitted to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    var text = ModelHeadText(model.header, language: wording.language).text(width: width)
    func heading(_ zhTitle: String, _ enTitle: String) {
      let title = zh ? zhTitle : enTitle
      text += ansi ? "\n\u{1B}[1m\(title)\u{1B}[0m\n" : "\n\(title)\n"
    }
    if let summary = model.summary { text += TerminalText.wrap(wording.text(summary), width: width) }
    let kinds = model.appliesTo.map { wording.word(.rightKind, $0.rawValue) }
    text += TerminalText.wrap(
      (zh ? "适用于：" : "For: ") + kinds.joined(separator: zh ? "、" : ", "), width: width)
    heading("一、问什么，各占多少", "1. What is asked, and what it weighs")
    var rows: [[String]] = []
    for part in model.parts {
      for axis in part.axes {
        let names = [part.title, axis.title].compactMap { $0 }.map { wording.text($0) }
        collect(axis.root, share: 1, above: names, &rows)
      }
    }
    text += TerminalTable(
      [
        .init(zh ? "方面" : "aspect", least: 8), .init(zh ? "指标" : "criterion", least: 12),
        .init(zh ? "事实" : "fact"), .init(zh ? "权重" : "weight", isNumber: true),
        .init(zh ? "来源" : "source"),
      ], rows
    ).render(width: width, ansi: ansi)
    let weights = WeightText(wording: wording)
    for level in WeightText.levels(of: model) {
      text += "\n" + TerminalText.wrap(weights.plan(level, of: model), width: width)
      for matrix in weights.matrices(level) { text += TerminalTable(matrix).render(width: width, ansi: ansi) }
    }
    for set in model.weightSets {
      text += TerminalText.wrap(
        (zh ? "权重方案 " : "Weight set ") + "\(set.id)\(zh ? "：" : ": ")\(wording.text(set.title))", width: width
      )
    }
    let book = GradingBookText(model: model, wording: wording)
    for section in book.sections {
      heading(section.title.zh, section.title.en)
      for block in section.blocks {
        switch block {
        case .line(let line): text += TerminalText.wrap("- " + line, indent: 2, width: width)
        case .detail(let line): text += TerminalText.wrap("    " + line, indent: 4, width: width)
        case .title(let line): text += TerminalText.wrap(line, width: width)
        case .table(let table): text += table.render(width: width, ansi: ansi)
        }
      }
    }
    return text + ModelHeadText(model.header, language: wording.language).sources(width: width)
  }

  /// The criteria of a group and of those within, each with its share of the axis.
  private func collect(_ group: CriterionGroup, share: Decimal, above: [String], _ rows: inout [[String]]) {
    for inner in group.groups {
      collect(inner, share: share * inner.weight, above: above + [wording.text(inner.title)], &rows)
    }
    for criterion in group.criteria {
      rows.append([
        above.joined(separator: zh ? "·" : " · "), wording.text(criterion.title), input(criterion),
        percent("\(share * criterion.weight * 100)"), criterion.source,
      ])
    }
  }

  /// What a criterion looks at: a fact, or a question to experts.
  private func input(_ criterion: Criterion) -> String {
    let title = wording.inputTitle(criterion)
    guard criterion.question != nil else { return title }
    return zh ? "专家：\(title)" : "experts: \(title)"
  }

  private func percent(_ text: String) -> String { text + "%" }
}

/// The head and the sources of any model file.
public struct ModelHeadText: Sendable {
  let header: ModelHeader
  let wording: Wording

  /// The head of a file.
  public init(_ header: ModelHeader, language: Language) {
    self.header = header
    wording = Wording(language: language, currency: .cny)
  }

  private var zh: Bool { wording.language == .zh }

  /// Title, name, file and the day of the last check.
  public func text(width: Int?) -> String {
    TerminalText.wrap(wording.text(header.title) + "  " + header.name, width: width)
      + TerminalText.wrap(
        zh
          ? "文件 \(header.file.path) · \(header.checkedOn.iso) 与来源核对过 · SHA-256 \(header.file.sha256.prefix(12))"
          : "File \(header.file.path) · compared with its sources on \(header.checkedOn.iso) · SHA-256 \(header.file.sha256.prefix(12))",
        width: width)
  }

  /// The sources with their standing, and how to see and change the file.
  public func sources(width: Int?) -> String {
    var text = "\n" + (zh ? "来源" : "Sources") + "\n"
    if header.sources.isEmpty { text += zh ? "  无\n" : "  none\n" }
    for source in header.sources {
      let link = source.link.map { "  \($0)" } ?? ""
      let standing = wording.text(ReportWords.standing(source.standing))
      text += TerminalText.wrap(
        "[\(source.id)] \(source.title)\(zh ? "（\(standing)）" : " (\(standing))")\(link)", indent: 2,
        width: width)
    }
    text += "\n"
    text += TerminalText.wrap(
      zh
        ? "原文件：winnow models show \(header.id) --format yaml。要改动，把文件复制到自己的模型目录修改，用 --models 指定。"
        : "The file itself: winnow models show \(header.id) --format yaml. To change it, copy it to a models folder of your own and name that with --models.",
      width: width)
    return text
  }
}
