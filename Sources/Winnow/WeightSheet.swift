internal import Foundation
internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioImport

/// The weights of a grading model as a sheet that people fill in, and the model made from a filled sheet.
///
/// For rule books whose official weights nobody may publish: who holds a licensed copy types its annex into the sheet.
public struct WeightSheet: Sendable {
  private let model: GradingModel
  private let source: String
  private let path: String

  private static let fixed = ["level", "id", "title_zh", "title_en", "weight"]

  /// The sheet of a model.
  /// - Throws: ``ProblemList`` when there is no such grading model or it does not load.
  public init(model id: String, models folder: String?) throws {
    let (model, header) = try Workspace.catalogue(models: folder).load(GradingModel.self, id: id)
    self.model = model
    source = header.file.text
    path = header.file.path
  }

  /// The tree as CSV: a row a group or criterion with its level, a column for the tree's own weights and one for each
  /// weight set. Weights of one level sum to 1.
  public func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write(WeightSheet.fixed + model.weightSets.map(\.id))
    for part in model.parts { for axis in part.axes { write(axis.root, level: 1, &writer) } }
    return writer.bytes
  }

  private func write(_ group: CriterionGroup, level: Int, _ writer: inout CSVWriter) {
    func row(_ id: String, _ title: BilingualText, _ weight: Decimal) {
      writer.write(
        ["\(level)", id, title.zh, title.en, "\(weight)"]
          + model.weightSets.map { set in "\(set.weights[id] ?? weight)" })
    }
    for inner in group.groups {
      row(inner.id, inner.title, inner.weight)
      write(inner, level: level + 1, &writer)
    }
    for criterion in group.criteria { row(criterion.id, criterion.title, criterion.weight) }
  }

  /// The model's file with weight sets taken from a filled sheet: each further column is a set of that name.
  /// - Parameters:
  ///   - file: the sheet, CSV or XLSX; a cell left empty keeps the tree's weight.
  ///   - origin: where the weights come from, for the file's sources.
  /// - Throws: ``ProblemList`` when the sheet cannot be read, names what the tree lacks, or a level does not sum to 1.
  public func filled(from file: String, origin: String) throws -> String {
    let sheet = try rows(of: file)
    let ids = Set(model.parts.flatMap { $0.axes.flatMap { WeightSheet.ids($0.root) } })
    var problems: [Problem] = []
    var sets: [(name: String, weights: [(id: String, weight: Decimal)])] = sheet.sets.map { ($0, []) }
    for row in sheet.rows {
      guard ids.contains(row.id) else {
        problems.append(
          Problem(
            .modelBadValue, at: Place(file: file, line: row.line, column: "id"), value: row.id,
            zh: "模型中没有这个组或指标", en: "The model has no such group or criterion"))
        continue
      }
      for (index, cell) in row.cells.enumerated() where !cell.isEmpty {
        if let weight = Decimal(string: cell), Double(cell) != nil, weight > 0, weight <= 1 {
          sets[index].weights.append((row.id, weight))
        } else {
          problems.append(
            Problem(
              .modelBadValue, at: Place(file: file, line: row.line, column: sheet.sets[index]), value: cell,
              zh: "权重须大于 0、不超过 1", en: "A weight must be above 0 and at most 1"))
        }
      }
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
    let text = rewritten(sets, origin: origin)
    // The reader of models checks every level; a sheet that does not add up is refused like any model.
    _ = try ModelCatalogue.load(GradingModel.self, file: ModelFile(path: path, text: text, origin: .user))
    return text
  }

  private static func ids(_ group: CriterionGroup) -> [String] {
    group.childIDs + group.groups.flatMap { ids($0) }
  }

  private struct Sheet {
    var sets: [String] = []
    var rows: [(line: Int, id: String, cells: [String])] = []
  }

  private func rows(of path: String) throws -> Sheet {
    let name = (path as NSString).lastPathComponent
    var sheet = Sheet()
    var columns: (id: Int, sets: [Int])?
    for file in try TabularFile.open(path: path, name: name) where columns == nil {
      _ = try file.forEachRow { _ in
      } _: { row in
        let cells = row.cells.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        if let found = columns {
          let id = cells.indices.contains(found.id) ? cells[found.id] : ""
          if !id.isEmpty {
            sheet.rows.append((row.line, id, found.sets.map { cells.indices.contains($0) ? cells[$0] : "" }))
          }
        } else if let id = cells.firstIndex(of: "id") {
          let sets = cells.indices.filter { !cells[$0].isEmpty && !WeightSheet.fixed.contains(cells[$0]) }
          columns = (id, sets)
          sheet.sets = sets.map { cells[$0] }
        }
        return true
      }
    }
    guard columns != nil, !sheet.sets.isEmpty else {
      throw ProblemList(
        Problem(
          .missingColumn, at: Place(file: name), zh: "找不到表头：须有 id 列和至少一个权重列",
          en: "No head was found: a column id and at least one column of weights are needed",
          remedy: BilingualText(
            zh: "先用 winnow models weights 写出空表", en: "Write the sheet with winnow models weights first")))
    }
    return sheet
  }

  /// The file's text with its block `weightSets` replaced and the origin added to its sources.
  private func rewritten(_ sets: [(name: String, weights: [(id: String, weight: Decimal)])], origin: String)
    -> String
  {
    var block = "weightSets:\n"
    for set in sets {
      let old = model.weightSets.first { $0.id == set.name }?.title
      let title = old ?? BilingualText(zh: set.name, en: set.name)
      let weights = set.weights.map { "\($0.id): \($0.weight)" }.joined(separator: ", ")
      block += "  - id: \(WeightSheet.quoted(set.name))\n"
      block += "    title: {zh: \(WeightSheet.quoted(title.zh)), en: \(WeightSheet.quoted(title.en))}\n"
      block += "    weights: {\(weights)}\n    source: entered-weights\n"
    }
    let entry =
      "  entered-weights:\n    title: \(WeightSheet.quoted(origin))\n    standing: secondary\n"
    var lines: [Substring] = []
    var isInOldBlock = false
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("weightSets:") {
        isInOldBlock = true
        continue
      }
      if isInOldBlock, line.isEmpty || line.hasPrefix(" ") { continue }
      isInOldBlock = false
      lines.append(line)
      if line == "sources:" { lines += entry.dropLast().split(separator: "\n") }
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n") + "\n\n" + block
  }

  /// A double-quoted YAML text.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
