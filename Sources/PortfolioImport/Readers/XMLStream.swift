import CExpat
import PortfolioCore

/// What an XML stream tells of elements and text. Names come without their namespace prefix.
protocol XMLHandler: AnyObject {
  /// An element starts.
  func start(_ name: XMLName, _ attributes: XMLAttributes)
  /// An element ends; true to pause the stream here.
  func end(_ name: XMLName) -> Bool
  /// Some text; one run of text can come in pieces.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// An element's or attribute's name, compared without making a string.
struct XMLName {
  fileprivate let start: UnsafePointer<CChar>

  fileprivate init(_ qualified: UnsafePointer<CChar>) {
    var local = qualified
    var position = qualified
    while position.pointee != 0 {
      if position.pointee == 0x3A { local = position + 1 }
      position += 1
    }
    start = local
  }

  static func == (name: XMLName, text: StaticString) -> Bool {
    let bytes = text.utf8Start
    var index = 0
    while index < text.utf8CodeUnitCount {
      if UInt8(bitPattern: name.start[index]) != bytes[index] { return false }
      index += 1
    }
    return name.start[index] == 0
  }

  static func ~= (text: StaticString, name: XMLName) -> Bool { name == text }
}

/// The attributes of an element.
struct XMLAttributes {
  fileprivate let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// The bytes of an attribute's value, ending in zero; nil when there is no such attribute.
  func bytes(_ name: StaticString) -> UnsafePointer<CChar>? {
    guard var pair = list else { return nil }
    while let key = pair[0] {
      if XMLName(key) == name { return pair[1] }
      pair += 2
    }
    return nil
  }

  subscript(name: StaticString) -> String? { bytes(name).map { String(cString: $0) } }
}

/// A streaming parser over one entry of an archive. Document types are refused, and with them all entities
/// that could grow.
struct XMLStream {
  let archive: ZipArchive
  let path: String
  let name: String

  /// Parses the entry; at each pause the body is called, and returns false to leave the rest unread.
  func parse(_ handler: any XMLHandler, atPause: () throws -> Bool = { true }) throws {
    guard let parser = XML_ParserCreate(nil) else {
      throw ProblemList(.damaged(name, part: path, zh: "无法解析", en: "it cannot be parsed"))
    }
    defer { XML_ParserFree(parser) }
    let bridge = XMLBridge(parser, handler)
    XML_SetUserData(parser, Unmanaged.passUnretained(bridge).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let bridge = XMLBridge.from(data), let name else { return }
        bridge.handler.start(XMLName(name), XMLAttributes(list: attributes))
      },
      { data, name in
        guard let bridge = XMLBridge.from(data), let name else { return }
        if bridge.handler.end(XMLName(name)) { XML_StopParser(bridge.parser, XML_Bool(1)) }
      })
    XML_SetCharacterDataHandler(parser) { data, text, length in
      guard let bridge = XMLBridge.from(data), let text else { return }
      text.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
        bridge.handler.text(UnsafeBufferPointer(start: $0, count: Int(length)))
      }
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      guard let bridge = XMLBridge.from(data) else { return }
      bridge.sawDoctype = true
      XML_StopParser(bridge.parser, XML_Bool(0))
    }
    let chunk = 1 << 16
    try archive.read(path) { fill in
      var wasLast = false
      while !wasLast {
        guard let buffer = XML_GetBuffer(parser, Int32(chunk)) else {
          throw ProblemList(broken(parser, bridge))
        }
        let got = try fill(buffer, chunk)
        wasLast = got == 0
        var status = XML_ParseBuffer(parser, Int32(got), wasLast ? 1 : 0)
        while status == XML_STATUS_SUSPENDED {
          guard try atPause() else { return }
          status = XML_ResumeParser(parser)
        }
        guard status == XML_STATUS_OK else { throw ProblemList(broken(parser, bridge)) }
      }
    }
    withExtendedLifetime(bridge) {}
  }

  private func broken(_ parser: XML_Parser, _ bridge: XMLBridge) -> Problem {
    if bridge.sawDoctype {
      return .unsafe(
        name, zh: "XML 中含有文档类型声明（DOCTYPE），可能是恶意文件（\(path)）",
        en: "its XML has a document type declaration (DOCTYPE), as hostile files have (\(path))")
    }
    let line = XML_GetCurrentLineNumber(parser)
    let column = XML_GetCurrentColumnNumber(parser) + 1
    let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? ""
    return .damaged(
      name, part: "\(path):\(line):\(column)", zh: "XML 内容不完整或有误：\(reason)",
      en: "its XML is cut off or wrong: \(reason)")
  }
}

/// What the parser's callbacks reach through their pointer.
private final class XMLBridge {
  let parser: XML_Parser
  let handler: any XMLHandler
  var sawDoctype = false

  init(_ parser: XML_Parser, _ handler: any XMLHandler) {
    self.parser = parser
    self.handler = handler
  }

  static func from(_ data: UnsafeMutableRawPointer?) -> XMLBridge? {
    data.map { Unmanaged<XMLBridge>.fromOpaque($0).takeUnretainedValue() }
  }
}
