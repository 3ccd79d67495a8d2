internal import Foundation
internal import Grading
internal import PortfolioCore

/// Columns as bytes and back. All numbers are little-endian; the first byte names the form.
enum ColumnCodec {
  private enum Form: UInt8 {
    case integers = 1
    case decimals = 2
    case categories = 3
    case text = 4
  }

  static func encode(_ column: FactColumn) -> [UInt8] {
    var bytes: [UInt8] = []
    switch column.values {
    case .integers(let values):
      bytes.append(Form.integers.rawValue)
      put(column.states.map(\.rawValue), &bytes)
      put(values, &bytes)
    case .decimals(let values):
      bytes.append(Form.decimals.rawValue)
      put(column.states.map(\.rawValue), &bytes)
      put(values, &bytes)
    case .categories(let codes, let names):
      bytes.append(Form.categories.rawValue)
      put(column.states.map(\.rawValue), &bytes)
      put(codes, &bytes)
      var texts = TextColumn()
      names.forEach { texts.append($0) }
      put(texts.offsets, &bytes)
      put(texts.bytes, &bytes)
    }
    return bytes
  }

  static func encode(_ column: TextColumn) -> [UInt8] {
    var bytes = [Form.text.rawValue]
    put(column.offsets, &bytes)
    put(column.bytes, &bytes)
    return bytes
  }

  static func encode<Number: BitwiseCopyable>(numbers: [Number]) -> [UInt8] {
    var bytes: [UInt8] = []
    put(numbers, &bytes)
    return bytes
  }

  static func decodeFact(_ bytes: [UInt8], id: FactID, type: FactType) -> FactColumn? {
    var reader = Reader(bytes: bytes)
    guard let form = reader.byte().flatMap(Form.init(rawValue:)), let rawStates = reader.numbers(UInt8.self)
    else {
      return nil
    }
    let states = rawStates.compactMap(FactState.init(rawValue:))
    guard states.count == rawStates.count else { return nil }
    let values: FactColumn.Values
    switch form {
    case .integers:
      guard let list = reader.numbers(Int32.self), list.count == states.count else { return nil }
      values = .integers(list)
    case .decimals:
      guard let list = reader.numbers(Double.self), list.count == states.count else { return nil }
      values = .decimals(list)
    case .categories:
      guard let codes = reader.numbers(Int32.self), codes.count == states.count,
        let offsets = reader.numbers(UInt32.self), let text = reader.numbers(UInt8.self),
        let names = TextColumn(bytes: text, offsets: offsets)
      else { return nil }
      let list = (0..<names.count).map { names[$0] }
      guard zip(codes, states).allSatisfy({ $1 != .known || ($0 >= 0 && $0 < list.count) }) else {
        return nil
      }
      values = .categories(codes: codes, names: list)
    case .text: return nil
    }
    return reader.isAtEnd ? FactColumn(id: id, type: type, states: states, values: values) : nil
  }

  static func decodeText(_ bytes: [UInt8]) -> TextColumn? {
    var reader = Reader(bytes: bytes)
    guard reader.byte() == Form.text.rawValue, let offsets = reader.numbers(UInt32.self),
      let text = reader.numbers(UInt8.self), reader.isAtEnd
    else { return nil }
    return TextColumn(bytes: text, offsets: offsets)
  }

  static func decode<Number: BitwiseCopyable>(_ bytes: [UInt8], as type: Number.Type) -> [Number]? {
    var reader = Reader(bytes: bytes)
    guard let list = reader.numbers(type), reader.isAtEnd else { return nil }
    return list
  }

  /// A count of eight bytes, then the numbers as they lie in memory: every platform that Swift runs on is
  /// little-endian.
  private static func put<Number: BitwiseCopyable>(_ numbers: [Number], _ bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt64(numbers.count).littleEndian) { bytes.append(contentsOf: $0) }
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0
    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() -> UInt8? {
      guard position < bytes.count else { return nil }
      position += 1
      return bytes[position - 1]
    }

    mutating func numbers<Number: BitwiseCopyable>(_ type: Number.Type) -> [Number]? {
      guard bytes.count - position >= 8 else { return nil }
      let count = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: UInt64.self) }
      position += 8
      let size = MemoryLayout<Number>.stride
      guard count <= UInt64((bytes.count - position) / size) else { return nil }
      let length = Int(count) * size
      defer { position += length }
      return [Number](unsafeUninitializedCapacity: Int(count)) { buffer, initialized in
        bytes.withUnsafeBytes { source in
          UnsafeMutableRawBufferPointer(buffer).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: source[position..<position + length]))
        }
        initialized = Int(count)
      }
    }
  }
}
