import Foundation
import TestSupport

/// The targets of `Package.swift`, read from its text: SwiftPM does not hand a package's description to its tests.
struct PackageTargets {
  struct Entry {
    let kind: String
    let name: String
    let folder: String
    /// Names of targets and of constants for products (`grdb`, `yams`, …).
    let dependencies: [String]
  }

  let entries: [Entry]

  /// Every `.target(…)`, `.executableTarget(…)`, … of the list of targets.
  init(manifest: String) {
    let kinds = ["target", "executableTarget", "testTarget", "systemLibrary", "plugin"]
    let lines = manifest.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
    let text = lines.joined(separator: "\n")
    guard let start = text.range(of: "\n  targets: [") else {
      entries = []
      return
    }
    var entries: [Entry] = []
    var rest = text[start.upperBound...]
    while let dot = rest.firstIndex(of: ".") {
      let word = String(rest[rest.index(after: dot)...].prefix { $0.isLetter })
      rest = rest[rest.index(after: dot)...]
      guard kinds.contains(word), rest.dropFirst(word.count).first == "(" else { continue }
      let body = PackageTargets.balanced(rest.dropFirst(word.count))
      rest = rest[body.endIndex...]
      guard let name = PackageTargets.text(of: "name", in: body) else { continue }
      let folder = PackageTargets.text(of: "path", in: body)
      entries.append(
        Entry(
          kind: word, name: name,
          folder: folder ?? (word == "testTarget" ? "Tests/" : "Sources/") + name,
          dependencies: PackageTargets.list(of: "dependencies", in: body)))
    }
    self.entries = entries
  }

  /// From an opening bracket to the one that closes it.
  private static func balanced(_ text: Substring) -> Substring {
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" {
        depth -= 1
        if depth == 0 { return text[...index] }
      }
    }
    return text
  }

  private static func text(of key: String, in body: Substring) -> String? {
    guard let range = body.range(of: key + ": \"") else { return nil }
    return String(body[range.upperBound...].prefix { $0 != "\"" })
  }

  private static func list(of key: String, in body: Substring) -> [String] {
    guard let range = body.range(of: key + ": [") else { return [] }
    return body[range.upperBound...].prefix { $0 != "]" }.split(separator: ",").map { item in
      String(item.filter { !$0.isWhitespace && $0 != "\"" })
    }.filter { !$0.isEmpty }
  }
}

/// A source file and what it says, comments and texts left out where code is looked for.
struct SourceFile {
  let path: String
  let lines: [String]

  static func all(below folder: String) -> [SourceFile] {
    Repository.files(below: folder, suffix: ".swift").compactMap { path in
      Repository.text(path).map { text in
        SourceFile(
          path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      }
    }
  }

  /// The modules imported.
  var imports: Set<String> {
    Set(
      lines.compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
          words[..<index].allSatisfy({ SourceFile.modifiers.contains($0) })
        else { return nil }
        return words[index + 1]
      })
  }

  private static let modifiers: Set<String> = [
    "public", "package", "internal", "fileprivate", "private", "@_exported", "@testable", "@preconcurrency",
  ]

  /// The lines as code: what stands between quotes and after `//` is left out.
  var code: [(number: Int, text: String)] {
    lines.enumerated().map { index, line in
      var text = ""
      var isQuoted = false
      var last: Character = " "
      for character in line {
        if character == "\"" && last != "\\" {
          isQuoted.toggle()
        } else if !isQuoted {
          if character == "/" && last == "/" {
            text.removeLast()
            break
          }
          text.append(character)
        }
        last = character
      }
      return (index + 1, text)
    }
  }

  /// The names of types declared at the top level.
  var topLevelTypes: Set<String> {
    let keywords: Set<String> = ["struct", "class", "enum", "actor", "protocol", "typealias"]
    return Set(
      code.compactMap { line in
        guard let first = line.text.first, first != " " else { return nil }
        let words = line.text.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "@" }.map(
          String.init)
        guard let index = words.firstIndex(where: { keywords.contains($0) }), index + 1 < words.count,
          !words[..<index].contains(where: { ["extension", "let", "var", "func"].contains($0) })
        else { return nil }
        return words[index + 1]
      })
  }
}
