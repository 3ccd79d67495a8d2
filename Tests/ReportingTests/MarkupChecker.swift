/// A strict reader of markup for tests: every element closed in order, every attribute quoted and escaped,
/// ids used once, links within the page answered.
struct MarkupChecker {
  private(set) var faults: [String] = []
  /// Element and attributes, in order.
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  /// All text outside of style and script.
  private(set) var text = ""
  /// The contents of style and script elements.
  private(set) var embedded: [String] = []

  private static let void: Set<String> = ["meta", "input", "br", "hr"]
  private let bytes: [UInt8]
  private var position = 0
  private var open: [String] = []

  init(_ markup: String) {
    bytes = Array(markup.utf8)
    read()
    if !open.isEmpty { faults.append("not closed: \(open)") }
    let ids = elements.compactMap { $0.attributes["id"] }
    let known = Set(ids)
    if known.count != ids.count { faults.append("an id is used twice") }
    for element in elements {
      if let target = element.attributes["href"],
        !target.hasPrefix("#") || !known.contains(String(target.dropFirst()))
      {
        faults.append("link without target: \(target)")
      }
      for id in (element.attributes["aria-labelledby"] ?? "").split(separator: " ")
      where !known.contains(String(id)) {
        faults.append("label without target: \(id)")
      }
    }
  }

  private mutating func fault(_ what: String) {
    if faults.count < 20 {
      let near = String(
        decoding: bytes[max(0, position - 40)..<min(bytes.count, position + 40)], as: UTF8.self)
      faults.append("\(what) near \(near)")
    }
  }

  private mutating func read() {
    while position < bytes.count {
      if bytes[position] == 0x3C { tag() } else { readText() }
    }
  }

  private mutating func readText() {
    let start = position
    while position < bytes.count, bytes[position] != 0x3C {
      if bytes[position] == 0x3E { fault("bare >") }
      position += 1
    }
    text += unescape(bytes[start..<position])
  }

  private mutating func unescape(_ part: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    var index = part.startIndex
    while index < part.endIndex {
      let byte = part[index]
      if byte < 0x20, byte != 0x0A { fault("control character \(byte)") }
      guard byte == 0x26 else {
        result.append(byte)
        index += 1
        continue
      }
      let names: [(String, UInt8)] = [
        ("&amp;", 0x26), ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22), ("&#39;", 0x27),
      ]
      if let (name, plain) = names.first(where: { part[index...].starts(with: $0.0.utf8) }) {
        result.append(plain)
        index += name.utf8.count
      } else {
        fault("bare &")
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private func word() -> (String, Int) {
    var end = position
    while end < bytes.count, ![0x20, 0x3E, 0x2F, 0x3D, 0x0A].contains(bytes[end]) { end += 1 }
    return (String(decoding: bytes[position..<end], as: UTF8.self), end)
  }

  private mutating func tag() {
    position += 1
    if bytes[position...].starts(with: "!DOCTYPE html>".utf8) {
      position += 14
      return
    }
    if bytes[position] == 0x2F {
      position += 1
      let (name, end) = word()
      position = end + 1
      if open.popLast() != name { fault("closes \(name) out of order") }
      return
    }
    let (name, end) = word()
    if name.isEmpty || !name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) {
      fault("bad element '\(name)'")
    }
    position = end
    var attributes: [String: String] = [:]
    while position < bytes.count, bytes[position] == 0x20 {
      position += 1
      let (key, end) = word()
      position = end
      if attributes[key] != nil { fault("attribute twice: \(key)") }
      guard position < bytes.count, bytes[position] == 0x3D else {
        attributes[key] = ""
        continue
      }
      position += 1
      guard bytes[position] == 0x22 else {
        fault("unquoted attribute")
        return
      }
      let start = position + 1
      position = start
      while position < bytes.count, bytes[position] != 0x22 {
        if bytes[position] == 0x3C { fault("< in an attribute") }
        position += 1
      }
      attributes[key] = unescape(bytes[start..<position])
      position += 1
    }
    elements.append((name, attributes))
    if bytes[position] == 0x2F {
      position += 2
      return
    }
    if bytes[position] != 0x3E { fault("element not ended") }
    position += 1
    if MarkupChecker.void.contains(name) { return }
    if name == "style" || name == "script" {
      let close = Array("</\(name)>".utf8)
      let start = position
      while position < bytes.count, !bytes[position...].starts(with: close) { position += 1 }
      embedded.append(String(decoding: bytes[start..<position], as: UTF8.self))
      position += close.count
      return
    }
    open.append(name)
  }
}
