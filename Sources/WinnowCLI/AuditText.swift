import ArgumentParser
import Foundation
import Winnow

/// Verifies the journal of a store and tells what was found.
enum AuditText {
  private struct Result: Encodable {
    var schema = "winnow.audit/1"
    var entries: Int
    var head: String
    var problems: [Problem]
  }

  /// - Parameter kept: a hash that somebody kept.
  static func check(_ store: String, kept: String?, _ format: OutputFormat, _ common: CommonOptions) throws {
    let workspace = try Workspace.open(at: store, create: false, models: common.models)
    let audit = try workspace.store.audit(kept: kept?.lowercased())
    switch format {
    case .json:
      Console.print(
        JSONText.of(Result(entries: audit.entries, head: audit.head, problems: audit.problems)))
    case .table, .csv:
      for problem in audit.problems { Console.print(TerminalText.clean(problem.text(common.language))) }
      Console.print(
        common.language == .zh
          ? "决定日志：\(audit.entries) 条，发现 \(audit.problems.count) 处问题；末条散列值 \(audit.head)"
          : "Journal: \(audit.entries) entries, \(audit.problems.count) problems; hash of the last one \(audit.head)"
      )
      // The audit must not be taken for more than it is.
      if kept == nil {
        Console.print(
          common.language == .zh
            ? "审计看不到整体改写：有人把整个日志连同散列值重写，日志本身仍然自洽；用另处保存的散列值核对：winnow check --audit --head 散列值"
            : "What the audit cannot see: a journal rewritten as a whole, hashes and all, is sound in itself. Compare with a hash kept elsewhere: winnow check --audit --head HASH"
        )
      }
    }
    if !audit.problems.isEmpty { throw ExitCode(1) }
  }
}
