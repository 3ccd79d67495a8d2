import ArgumentParser
import Foundation
import Winnow

extension ListCommand {
  private struct RunOfList: Encodable {
    var run: Int64
    var asOf: String
    var snapshot: String
    var models: [String]
    var model: String?
    var weightSet: String?
    var compared: [String]
    var previous: Int64?
  }

  /// Lists the stored runs. What chooses rights chooses no runs, and their columns are others.
  func listRuns() throws {
    if filter.isGiven {
      let words = filter.words
      throw ValidationError(
        zh: "\(words) 筛选权利，不用于 --runs；可用：--sort、--columns、--limit",
        en: "\(words) chooses rights and does not go with --runs; allowed: --sort, --columns, --limit")
    }
    if source.run != nil {
      throw ValidationError(
        zh: "--run 选一次评审的权利，--runs 列出全部评审；只用其一",
        en: "--run chooses the rights of one run, --runs lists all runs; use one of them")
    }
    if format == .json, columns != nil {
      throw ValidationError(
        zh: "--runs --format json 总是写出全部字段，不用 --columns；选列用 --format csv",
        en:
          "--runs --format json always writes all fields and takes no --columns; choose columns with --format csv"
      )
    }
    let chosen = try columns.map { try $0.split(separator: ",").map { try runColumn(named: String($0)) } }
    let workspace = try source.open(common)
    var lines = try workspace.runs()
    if let sort {
      let descending = sort.hasPrefix("-")
      let column = try runColumn(named: descending ? String(sort.dropFirst()) : sort)
      lines = RunListView.sorted(lines, by: column, descending: descending)
    }
    if let limit { lines = Array(lines.prefix(limit)) }
    let view = RunListView(lines, columns: chosen ?? RunListColumn.allCases, language: common.language)
    switch format {
    case .json:
      Console.print(
        JSONText.of(
          lines.map { line in
            let books = line.books
            return RunOfList(
              run: line.id, asOf: line.asOf.iso, snapshot: line.snapshotHash, models: line.models,
              model: books?.model, weightSet: books?.weightSet, compared: books?.compared ?? [],
              previous: books?.previous)
          }))
    case .csv: Console.print(bytes: view.csv())
    case .table:
      if lines.isEmpty {
        Console.say(zh: "还没有评审", en: "There is no review yet")
      } else {
        Console.print(view.text(width: Console.width, ansi: Console.isOutputTerminal))
      }
    }
  }

  private func runColumn(named name: String) throws -> RunListColumn {
    if let column = RunListColumn(rawValue: name.trimmingCharacters(in: .whitespaces)) { return column }
    let known = RunListColumn.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError(
      zh: "评审的列表没有列“\(name)”；可用：\(known)", en: "A list of runs has no column '\(name)'; known: \(known)")
  }
}
