public import PortfolioCore
internal import Yams

/// A value of a model file with the place where it stands.
///
/// Scalars keep their text: `NO` stays "NO" and `0012` stays "0012"; a type is only given by the reader that
/// asks for one.
public struct ModelValue: Sendable {
  /// What the value is.
  public enum Content: Sendable {
    /// Empty, `~` or `null`.
    case none
    /// A single text.
    case scalar(String)
    /// A list.
    case list([ModelValue])
    /// Keys with values, in the file's order.
    case map([(key: String, keyPlace: Place, value: ModelValue)])
  }

  /// What the value is.
  public let content: Content
  /// Where it stands.
  public let place: Place

  /// Parses YAML text. Repeated keys, tags and aliases to anchors that grow without bound are refused.
  /// - Throws: ``ProblemList`` with the file, line and column of the fault.
  public static func parse(_ text: String, file: String) throws -> ModelValue {
    guard text.utf8.count <= 4_000_000 else {
      throw ProblemList(
        Problem(
          .modelSyntax, at: Place(file: file), zh: "模型文件超过 4 MB", en: "The model file is larger than 4 MB"))
    }
    do {
      // Every scalar keeps its text, so no rule of types has to be tried on each key.
      guard let node = try Yams.compose(yaml: text, .basic) else {
        return ModelValue(content: .none, place: Place(file: file, line: 1))
      }
      var budget = 200_000
      return try convert(node, file: file, budget: &budget)
    } catch let error as YamlError {
      throw ProblemList(problem(of: error, file: file))
    }
  }

  private static func convert(_ node: Node, file: String, budget: inout Int) throws -> ModelValue {
    let mark = node.mark
    let place = Place(file: file, line: mark?.line, column: mark.map { String($0.column) })
    budget -= 1
    guard budget > 0 else {
      throw ProblemList(
        Problem(.modelSyntax, at: place, zh: "模型文件的值过多", en: "The model file holds too many values"))
    }
    switch node {
    case .scalar(let scalar):
      let isNone = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
      return ModelValue(content: isNone ? .none : .scalar(scalar.string), place: place)
    case .sequence(let sequence):
      var list: [ModelValue] = []
      for element in sequence { list.append(try convert(element, file: file, budget: &budget)) }
      return ModelValue(content: .list(list), place: place)
    case .mapping(let mapping):
      var entries: [(key: String, keyPlace: Place, value: ModelValue)] = []
      for (keyNode, valueNode) in mapping {
        let keyPlace = Place(
          file: file, line: keyNode.mark?.line, column: keyNode.mark.map { String($0.column) })
        guard case .scalar(let key) = keyNode else {
          throw ProblemList(
            Problem(.modelSyntax, at: keyPlace, zh: "键必须是文字", en: "A key must be a plain text"))
        }
        entries.append((key.string, keyPlace, try convert(valueNode, file: file, budget: &budget)))
      }
      return ModelValue(content: .map(entries), place: place)
    case .alias:
      throw ProblemList(
        Problem(.modelSyntax, at: place, zh: "模型文件不使用别名", en: "Model files do not use YAML aliases"))
    }
  }

  private static func problem(of error: YamlError, file: String) -> Problem {
    var line: Int?
    var column: String?
    var detail = "\(error)"
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      line = mark.line
      column = String(mark.column)
      detail = problem
    case .duplicatedKeysInMapping(let keys, let context):
      line = context.mark.line
      column = String(context.mark.column)
      let names = keys.map { "\($0)" }.sorted().joined(separator: ", ")
      return Problem(
        .modelSyntax, at: Place(file: file, line: line, column: column), value: names,
        zh: "同一处的键重复", en: "A key stands twice in one place",
        remedy: BilingualText(zh: "删去其中一个", en: "Delete one of them"))
    default: break
    }
    return Problem(
      .modelSyntax, at: Place(file: file, line: line, column: column), zh: "不是合法的 YAML：\(detail)",
      en: "Not valid YAML: \(detail)",
      remedy: BilingualText(zh: "检查缩进、冒号和引号", en: "Check indentation, colons and quotes"))
  }
}
