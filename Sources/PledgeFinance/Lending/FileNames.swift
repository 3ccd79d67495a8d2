/// Names of files without their folders, which are nobody's business outside the house.
public enum FileNames {
  /// A list of files, or a source that is one: each part that ends in a file's name is cut to it, blanks in folders or not.
  public static func list(_ text: String) -> String {
    guard text.contains("/"), text.contains(".") else { return text }
    // A sentence is no list: what stands before a bracket is not part of a path.
    guard !text.contains(where: { "()（）：；".contains($0) }) else { return sentence(text) }
    let parts = text.split(separator: ", ", omittingEmptySubsequences: false)
    return parts.map { whole($0) ?? sentence(String($0)) }.joined(separator: ", ")
  }

  /// A sentence that names files. Within brackets files stand alone or as a list; elsewhere only the run of characters
  /// that a path has is cut, so that no word of the sentence goes with it.
  public static func sentence(_ text: String) -> String {
    guard text.contains("/"), text.contains(".") else { return text }
    var result = ""
    var rest = Substring(text)
    while let first = rest.first {
      if "(（".contains(first) {
        let inner = rest.dropFirst().prefix { !"()（）".contains($0) }
        result.append(first)
        result += listed(inner)
        rest = rest.dropFirst(1 + inner.count)
      } else if startsRun(first) {
        let run = rest.prefix(while: continuesRun)
        result += cut(run)
        rest = rest.dropFirst(run.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// What stands within brackets: parts between commas, each a file or words.
  private static func listed(_ text: Substring) -> String {
    var result = ""
    var rest = text
    while !rest.isEmpty {
      let part = rest.prefix { !",，、;；".contains($0) }
      let blanks = part.prefix { $0 == " " }
      let name = part.dropFirst(blanks.count)
      result += String(blanks) + (whole(name) ?? sentence(String(name)))
      rest = rest.dropFirst(part.count)
      if let mark = rest.first {
        result.append(mark)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The file's name of a path; nil where a text is no path that ends in one.
  private static func whole(_ path: Substring) -> String? {
    guard let slash = path.lastIndex(of: "/"), !path.contains("://") else { return nil }
    let name = path[path.index(after: slash)...]
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return nil }
    let ending = name[name.index(after: point)...]
    guard (1...5).contains(ending.count), ending.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }),
      ending.first?.isLetter == true
    else { return nil }
    return String(name)
  }

  private static func startsRun(_ character: Character) -> Bool {
    character.isASCII && continuesRun(character)
  }

  private static func continuesRun(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "/._-~+%@".contains(character)
  }

  /// A run of a path's characters without the folders; as it is where no file's name follows the last `/`, and where it
  /// is what follows the colon of an address.
  private static func cut(_ run: Substring) -> String {
    guard !run.hasPrefix("//"), let slash = run.lastIndex(of: "/") else { return String(run) }
    let tail = run[run.index(after: slash)...]
    guard let point = tail.firstIndex(of: "."), point > tail.startIndex,
      let next = tail[tail.index(after: point)...].first, next.isASCII, next.isLetter
    else { return String(run) }
    return String(tail)
  }
}
