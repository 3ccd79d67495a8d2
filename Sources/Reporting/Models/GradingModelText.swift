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
    let kinds = model.appliesTo.map { wording.word(.rightKind, $0.rawValue) }
    text += TerminalText.wrap(
      (zh ? "适用于：" : "For: ") + kinds.joined(separator: zh ? "、" : ", "), width: width)
    heading("一、问什么，各占多少", "1. What is asked, and what it weighs")
    var rows: [[String]] = []
    for group in model.groups {
      for criterion in group.criteria {
        rows.append([
          wording.text(group.title), wording.text(criterion.title), criterion.fact.name,
          percent("\(group.weight * criterion.weight * 100)"), criterion.source,
        ])
      }
    }
    text += TerminalTable(
      [
        .init(zh ? "方面" : "aspect", least: 8), .init(zh ? "指标" : "criterion", least: 12),
        .init(zh ? "事实" : "fact"), .init(zh ? "权重" : "weight", isNumber: true),
        .init(zh ? "来源" : "source"),
      ], rows
    ).render(width: width, ansi: ansi)
    heading("二、等级", "2. Grades")
    for grade in model.grades {
      let from = plain(grade.atLeast)
      let points = from.isEmpty ? "" : (zh ? "\(from) 分及以上，" : "from \(from) points, ")
      text += TerminalText.wrap(
        "- \(grade.grade)\(zh ? "：" : ": ")\(points)\(wording.text(grade.title))", indent: 2, width: width)
    }
    heading("三、先于计分的门槛", "3. Gates that decide before any score")
    for gate in model.gates {
      text += TerminalText.wrap("- \(wording.text(gate.title))", indent: 2, width: width)
    }
    return text + ModelHeadText(model.header, language: wording.language).sources(width: width)
  }

  /// Empty where a grade has no threshold of its own.
  private func plain(_ number: Double?) -> String {
    guard let number else { return "" }
    return number == number.rounded() ? "\(Int(number))" : "\(number)"
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
