import Foundation
import TestSupport

/// The commands and options of the program, as it describes itself.
struct CommandDescription: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }

    let kind: String
    let names: [Name]?
    let valueName: String?

    /// The names as they are typed.
    var typed: [String] { (names ?? []).map { ($0.kind == "short" ? "-" : "--") + $0.name } }
  }

  let commandName: String
  let arguments: [Argument]?
  let subcommands: [CommandDescription]?

  /// All options, with those that every command has.
  var options: [String] { (arguments ?? []).filter { $0.kind != "positional" }.flatMap(\.typed) }

  /// The subcommands that people use.
  var verbs: [CommandDescription] { (subcommands ?? []).filter { $0.commandName != "help" } }

  private struct Whole: Decodable { let command: CommandDescription }

  /// The whole program.
  static func ofProgram() throws -> CommandDescription {
    let result = try Program.shell("winnow --experimental-dump-help", in: Repository.root)
    return try JSONDecoder().decode(Whole.self, from: Data(result.output.utf8)).command
  }
}
