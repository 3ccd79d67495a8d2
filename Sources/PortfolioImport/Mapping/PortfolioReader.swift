import Foundation
public import PolicyModels
import PortfolioCore

/// Reads exports and native folders into drafts: first a plan for each file, then the rows.
///
/// For example:
/// ```swift
/// for plan in try PortfolioReader.plan(
///   path: path, name: name, mapping: nil, catalogue: catalogue, latestYear: asOf.year)
/// {
///   try PortfolioReader.read(plan) { item in … }
/// }
/// ```
public enum PortfolioReader {
  /// Opens a file or a native folder and decides how it is read.
  ///
  /// - Parameters:
  ///   - path: the file, or the folder of a portfolio in the native format.   - name: the file as the user
  /// named it, for places.   - mapping: the id of a mapping, `native`, or the path of the user's own mapping
  /// file; nil to find it out by     the headers.   - latestYear: the last year that a date in the file
  /// plausibly has, for two-digit years.   - dateOrder: how dates such as `03/04/2015` are read, whatever the
  /// columns' values show.
  /// - Returns: one plan for each sheet or file with rows; a folder gives one for each table, those first to
  ///   which others refer.
  /// - Throws: ``ProblemList`` when the file cannot be opened, no layout fits, or the mapping is broken.
  public static func plan(
    path: String, name: String, mapping: String? = nil, catalogue: ModelCatalogue, latestYear: Int,
    dateOrder: DateOrder? = nil
  ) throws -> [ImportPlan] {
    let planner = try Planner(
      catalogue: catalogue, forced: mapping, latestYear: latestYear, dateOrder: dateOrder)
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      return try planner.plans(folder: path, name: name)
    }
    let stem = String((path.split(separator: "/").last ?? "").prefix { $0 != "." })
    return try planner.plans(files: TabularFile.open(path: path, name: name), stem: stem)
  }

  /// Decides how a file held in memory is read; else as
  /// ``plan(path:name:mapping:catalogue:latestYear:dateOrder:)``.
  public static func plan(
    bytes: [UInt8], name: String, mapping: String? = nil, catalogue: ModelCatalogue, latestYear: Int,
    dateOrder: DateOrder? = nil
  ) throws -> [ImportPlan] {
    let planner = try Planner(
      catalogue: catalogue, forced: mapping, latestYear: latestYear, dateOrder: dateOrder)
    let stem = String((name.split(separator: "/").last ?? "").prefix { $0 != "." })
    return try planner.plans(files: TabularFile.open(bytes: bytes, name: name), stem: stem)
  }

  /// Reads the rows of a planned file: exactly one item for each data row, in the file's order. Blank rows,
  /// and in native files rows that begin with `#`, are passed over and not counted.
  ///
  /// - Throws: ``ProblemList`` with the plan's errors when the file is stopped, and whatever the sink throws.
  public static func read(_ plan: ImportPlan, into sink: (ImportItem) throws -> Void) throws {
    guard plan.canBeRead else { throw ProblemList(plan.stoppingProblems) }
    let headerCells = plan.headerCells
    let name = plan.file.name
    func refused(_ row: RefusedRow) throws {
      try sink(.refused(line: row.line, sourceText: row.sourceText, problems: [row.problem]))
    }
    switch plan.layout {
    case .mapping(let mapping, let model):
      guard let columns = plan.columns else { return }
      let mapper = RowMapper(
        file: name, layout: columns, mapping: mapping, mappingID: model.id, kinds: plan.kinds,
        statusWords: plan.statusWords, orders: plan.dateOrders, latestYear: plan.latestYear)
      _ = try plan.file.forEachDataRow(after: plan.headerIndex, refused: refused) { row in
        if let item = repeatedHeader(row, headerCells, name) {
          try sink(item)
        } else if var problem = surplusCells(row, headerCells.count, name) {
          // Exports append remarks and totals; what they say of the named columns is read.
          problem.severity = .warning
          try sink(mapper.map(row).adding(problem))
        } else {
          try sink(mapper.map(row))
        }
      }
    case .native(let table):
      guard let columns = plan.nativeColumns else { return }
      let reader = NativeRowReader(file: name, table: table, columns: columns, kinds: plan.kinds)
      _ = try plan.file.forEachDataRow(after: plan.headerIndex, refused: refused) { row in
        guard row.utf8(0).first != UInt8(ascii: "#") else { return }
        if let item = repeatedHeader(row, headerCells, name) {
          try sink(item)
        } else if let problem = surplusCells(row, headerCells.count, name) {
          try sink(.refused(line: row.line, sourceText: row.sourceText, problems: [problem]))
        } else {
          try sink(reader.read(row))
        }
      }
    }
  }

  /// What is wrong with a row that has filled cells behind the header's last one: an unquoted comma in a cell
  /// moves all that follow it one column on.
  private static func surplusCells(
    _ row: borrowing RawRow, _ headerCount: Int, _ file: String
  ) -> Problem? {
    guard row.count > headerCount else { return nil }
    for index in headerCount..<row.count where !RawRow.isBlank(row.utf8(index)) {
      return Problem(
        .surplusCells, at: Place(file: file, line: row.line), value: row[index],
        zh: "该行有 \(row.count) 个单元格，表头只有 \(headerCount) 个，各值可能错列",
        en:
          "The row has \(row.count) cells, the header \(headerCount): its values may stand in the wrong columns",
        remedy: BilingualText(
          zh: "检查单元格中是否有未加引号的分隔符，更正后重新导入",
          en: "Look for a separator inside a cell without quotes; correct it and import again"))
    }
    return nil
  }

  /// A row that repeats the header, as in files that were put together, holds no right.
  private static func repeatedHeader(
    _ row: borrowing RawRow, _ header: [String], _ file: String
  ) -> ImportItem? {
    var compared = 0
    for index in 0..<header.count where !header[index].isEmpty {
      let cell = row.utf8(index)
      guard cell.count == header[index].utf8.count, header[index].utf8.elementsEqual(cell) else { return nil }
      compared += 1
    }
    guard compared > 0 else { return nil }
    return .refused(
      line: row.line, sourceText: row.sourceText,
      problems: [
        Problem(
          .repeatedHeader, at: Place(file: file, line: row.line), zh: "该行重复表头，不是数据",
          en: "The row repeats the header and holds no data")
      ])
  }
}
