import Foundation

/// A file written through a buffer of bytes.
final class BulkFile {
  var bytes: [UInt8] = []
  private let handle: FileHandle
  private var written = 0
  private static let room = 4 << 20

  init(path: String) throws {
    let url = URL(fileURLWithPath: path)
    try Data().write(to: url)
    handle = try FileHandle(forWritingTo: url)
    bytes.reserveCapacity(BulkFile.room + 4_096)
  }

  func put(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  func put(_ text: [UInt8]) { bytes.append(contentsOf: text) }

  func put(byte: UInt8) { bytes.append(byte) }

  func put(comma text: [UInt8]) {
    bytes.append(0x2C)
    bytes.append(contentsOf: text)
  }

  func comma() { bytes.append(0x2C) }

  /// A whole number, with leading zeros up to a width.
  func put(_ number: Int, width: Int) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    while bytes.count - start < width { bytes.append(0x30) }
    bytes[start...].reverse()
  }

  /// A Chinese application number with its check digit.
  func putApplication(year: Int, kindDigit: UInt8, serial: Int) {
    let start = bytes.count
    put(year, width: 4)
    put(byte: kindDigit)
    put(serial, width: 7)
    var sum = 0
    for index in 0..<12 { sum += Int(bytes[start + index] - 0x30) * (index % 8 + 2) }
    put(byte: 0x2E)
    let rest = sum % 11
    put(byte: rest == 10 ? 0x58 : 0x30 + UInt8(rest))
  }

  /// Hands the bytes on when the buffer is full; a failure shows when the file is closed.
  func flushIfFull() {
    if bytes.count >= BulkFile.room { flush() }
  }

  private var failure: (any Error)?

  private func flush() {
    do {
      try handle.write(contentsOf: bytes)
      written += bytes.count
    } catch {
      failure = failure ?? error
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes the rest and returns the size of the file.
  func close() throws -> Int {
    flush()
    try handle.close()
    if let failure { throw failure }
    return written
  }
}
