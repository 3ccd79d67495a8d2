/// A JSON value whose keys keep their order.
enum JSONValue: Sendable {
  case object(KeyValuePairs<String, JSONValue>)
  case fields([(String, JSONValue)])
  case array([JSONValue])
  case string(String)
  case integer(Int)
  /// A number already written with its decimals.
  case decimal(String)
  case bool(Bool)
  case null

  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// Points and shares with two decimals.
  static func hundredths(_ value: Double?) -> JSONValue { value.map { number($0, 2) } ?? .null }

  /// A number with a fixed count of decimals; one too great to be exact to these is written in full to the unit. Null
  /// where it is not finite.
  static func number(_ value: Double, _ decimals: Int) -> JSONValue {
    guard value.isFinite else { return .null }
    let text = NumberText.fixed(value, decimals, separators: false)
    if text != "–" { return .decimal(text) }
    return .decimal(abs(value) < 9e18 ? String(Int64(value.rounded())) : "\(value)")
  }

  /// The text: the outer two levels broken into lines, each deeper value on one line.
  var text: String {
    var bytes: [UInt8] = []
    write(&bytes, depth: 0)
    bytes.append(0x0A)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(_ out: inout [UInt8], depth: Int) {
    switch self {
    case .object(let pairs): JSONValue.write(pairs.map { ($0.key, $0.value) }, &out, depth)
    case .fields(let fields): JSONValue.write(fields, &out, depth)
    case .array(let items):
      let breaks = depth < 2 && !items.isEmpty
      out.append(0x5B)
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(0x2C) }
        if breaks { JSONValue.newLine(&out, depth + 1) } else if index > 0 { out.append(0x20) }
        item.write(&out, depth: breaks ? depth + 2 : depth + 1)
      }
      if breaks { JSONValue.newLine(&out, depth) }
      out.append(0x5D)
    case .string(let text): JSONValue.quote(text, &out)
    case .integer(let number): out.append(contentsOf: String(number).utf8)
    case .decimal(let text): out.append(contentsOf: text.utf8)
    case .bool(let flag): out.append(contentsOf: (flag ? "true" : "false").utf8)
    case .null: out.append(contentsOf: "null".utf8)
    }
  }

  private static func write(_ fields: [(String, JSONValue)], _ out: inout [UInt8], _ depth: Int) {
    let breaks = depth < 2 && !fields.isEmpty
    out.append(0x7B)
    for (index, field) in fields.enumerated() {
      if index > 0 { out.append(0x2C) }
      if breaks { newLine(&out, depth + 1) } else if index > 0 { out.append(0x20) }
      quote(field.0, &out)
      out.append(contentsOf: [0x3A, 0x20])
      field.1.write(&out, depth: depth + 1)
    }
    if breaks { newLine(&out, depth) }
    out.append(0x7D)
  }

  private static func newLine(_ out: inout [UInt8], _ depth: Int) {
    out.append(0x0A)
    for _ in 0..<depth { out.append(contentsOf: [0x20, 0x20]) }
  }

  private static func quote(_ text: String, _ out: inout [UInt8]) {
    out.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: out.append(contentsOf: [0x5C, 0x22])
      case 0x5C: out.append(contentsOf: [0x5C, 0x5C])
      case 0x0A: out.append(contentsOf: [0x5C, 0x6E])
      case 0x0D: out.append(contentsOf: [0x5C, 0x72])
      case 0x09: out.append(contentsOf: [0x5C, 0x74])
      case 0x00..<0x20, 0x7F:
        let digits = Array("0123456789abcdef".utf8)
        out.append(contentsOf: [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      default: out.append(byte)
      }
    }
    out.append(0x22)
  }
}
