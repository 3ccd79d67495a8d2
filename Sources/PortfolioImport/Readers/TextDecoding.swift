import PortfolioCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What had to be mended when a text was decoded.
struct TextFlaws: Sendable {
  /// Places in the decoded text, the first thousand of them.
  struct Places: Sendable {
    var offsets: [Int] = []
    var count = 0

    mutating func add(_ offset: Int) {
      count += 1
      if offsets.count < 1000 { offsets.append(offset) }
    }
  }

  /// Where U+FFFD stands for broken bytes.
  var replaced = Places()
  /// Where NUL bytes were removed.
  var nulBytes = Places()
}

/// A file's text as clean UTF-8.
struct DecodedText: Sendable {
  var bytes: FileBytes
  /// Where the text starts, after a byte order mark.
  var start: Int
  var encoding: TextEncoding
  var flaws = TextFlaws()

  /// Finds the encoding and decodes.
  init(_ file: FileBytes) {
    let bytes = file.buffer
    if bytes.count >= 2, bytes[0] == 0xFF, bytes[1] == 0xFE {
      self = DecodedText(utf16: file, from: 2, littleEndian: true)
      return
    }
    if bytes.count >= 2, bytes[0] == 0xFE, bytes[1] == 0xFF {
      self = DecodedText(utf16: file, from: 2, littleEndian: false)
      return
    }
    let marked = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    if !marked, let littleEndian = EncodingSurvey.utf16ByteOrder(bytes) {
      self = DecodedText(utf16: file, from: 0, littleEndian: littleEndian)
      return
    }
    let survey = UTF8Survey(bytes)
    if marked || survey.isMostlyUTF8 {
      let hasNul = memchr(file.start, 0, file.count) != nil
      let encoding = marked ? TextEncoding.utf8WithMark : .utf8
      if survey.broken == 0 && !hasNul {
        self.init(bytes: file, start: marked ? 3 : 0, encoding: encoding)
      } else {
        self.init(mending: file, from: marked ? 3 : 0, encoding: encoding)
      }
    } else if EncodingSurvey.looksChinese(bytes) {
      self.init(gb18030: file)
    } else {
      self.init(windows1252: file)
    }
  }

  private init(bytes: FileBytes, start: Int, encoding: TextEncoding) {
    self.bytes = bytes
    self.start = start
    self.encoding = encoding
  }

  /// UTF-8 with broken sequences replaced and NULs removed.
  private init(mending file: FileBytes, from start: Int, encoding: TextEncoding) {
    var output = ByteBuffer(capacity: file.count + 64)
    var flaws = TextFlaws()
    let bytes = file.buffer
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0 {
        flaws.nulBytes.add(output.count)
        index += 1
      } else if byte < 0x80 {
        output.append(byte)
        index += 1
      } else {
        let (length, valid) = UTF8Survey.sequence(bytes, at: index)
        if valid {
          output.append(file.start + index, length)
        } else {
          flaws.replaced.add(output.count)
          output.appendReplacement()
        }
        index += length
      }
    }
    self.init(bytes: output.finish(), start: 0, encoding: encoding)
    self.flaws = flaws
  }

  private init(utf16 file: FileBytes, from start: Int, littleEndian: Bool) {
    var output = ByteBuffer(capacity: file.count + file.count / 2 + 64)
    var flaws = TextFlaws()
    let bytes = file.buffer
    let low = littleEndian ? 0 : 1
    var index = start
    func unit(_ at: Int) -> UInt32 { UInt32(bytes[at + low]) | UInt32(bytes[at + 1 - low]) << 8 }
    while index + 1 < bytes.count {
      let value = unit(index)
      index += 2
      if value == 0 {
        flaws.nulBytes.add(output.count)
      } else if value & 0xF800 != 0xD800 {
        output.append(scalar: value)
      } else if value < 0xDC00, index + 1 < bytes.count, unit(index) & 0xFC00 == 0xDC00 {
        output.append(scalar: 0x10000 + ((value & 0x3FF) << 10) + (unit(index) & 0x3FF))
        index += 2
      } else {
        flaws.replaced.add(output.count)
        output.appendReplacement()
      }
    }
    if index < bytes.count {
      flaws.replaced.add(output.count)
      output.appendReplacement()
    }
    self.init(
      bytes: output.finish(), start: 0, encoding: littleEndian ? .utf16LittleEndian : .utf16BigEndian)
    self.flaws = flaws
  }

  private init(gb18030 file: FileBytes) {
    var output = ByteBuffer(capacity: file.count + file.count / 2 + 64)
    var flaws = TextFlaws()
    guard let converter = iconv_open("UTF-8", "GB18030"), Int(bitPattern: converter) != -1 else {
      // A system without the conversion: every character beyond ASCII is named as broken.
      for byte in file.buffer where byte != 0 {
        if byte < 0x80 {
          output.append(byte)
        } else {
          flaws.replaced.add(output.count)
          output.appendReplacement()
        }
      }
      self.init(bytes: output.finish(), start: 0, encoding: .gb18030)
      self.flaws = flaws
      return
    }
    defer { iconv_close(converter) }
    var index = 0
    while index < file.count {
      // ASCII needs no conversion, and NULs are dropped on the way.
      let byte = file.start[index]
      if byte == 0 {
        flaws.nulBytes.add(output.count)
        index += 1
        continue
      }
      if byte < 0x80 {
        output.append(byte)
        index += 1
        continue
      }
      var end = index + 1
      while end < file.count, file.start[end] != 0, end - index < 1 << 16,
        !(file.start[end] == 0x0A || file.start[end] == 0x0D)
      {
        end += 1
      }
      // A chunk of the largest size can end inside a character; then the rest waits for the next chunk.
      index += output.convert(
        converter, file.start + index, end - index, isLast: end - index < 1 << 16, &flaws)
    }
    self.init(bytes: output.finish(), start: 0, encoding: .gb18030)
    self.flaws = flaws
  }

  private init(windows1252 file: FileBytes) {
    var output = ByteBuffer(capacity: file.count + file.count / 4 + 64)
    var flaws = TextFlaws()
    for byte in file.buffer {
      switch byte {
      case 0: flaws.nulBytes.add(output.count)
      case 0x01..<0x80: output.append(byte)
      case 0x80..<0xA0:
        let scalar = DecodedText.windows1252[Int(byte - 0x80)]
        if scalar == 0 {
          flaws.replaced.add(output.count)
          output.appendReplacement()
        } else {
          output.append(scalar: UInt32(scalar))
        }
      default: output.append(scalar: UInt32(byte))
      }
    }
    self.init(bytes: output.finish(), start: 0, encoding: .windows1252)
    self.flaws = flaws
  }

  /// The characters 0x80 to 0x9F; zero where there is none.
  /// Source: the WHATWG Encoding Standard, index windows-1252.
  private static let windows1252: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D,
    0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,
    0x017E, 0x0178,
  ]
}

extension GrowingBuffer where Element == UInt8 {
  /// Appends a character that is not a surrogate.
  mutating func append(scalar value: UInt32) {
    switch value {
    case 0..<0x80: append(UInt8(value))
    case 0x80..<0x800:
      append(UInt8(0xC0 | value >> 6))
      append(UInt8(0x80 | value & 0x3F))
    case 0x800..<0x10000:
      append(UInt8(0xE0 | value >> 12))
      append(UInt8(0x80 | value >> 6 & 0x3F))
      append(UInt8(0x80 | value & 0x3F))
    default:
      append(UInt8(0xF0 | value >> 18 & 0x07))
      append(UInt8(0x80 | value >> 12 & 0x3F))
      append(UInt8(0x80 | value >> 6 & 0x3F))
      append(UInt8(0x80 | value & 0x3F))
    }
  }

  /// Converts some bytes and returns how many were used; broken ones are replaced.
  fileprivate mutating func convert(
    _ converter: iconv_t, _ from: UnsafePointer<UInt8>, _ length: Int, isLast: Bool, _ flaws: inout TextFlaws
  ) -> Int {
    var used = 0
    while used < length {
      reserve((length - used) * 2 + 16)
      var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: from + used)
        .assumingMemoryBound(to: CChar.self)
      var inputLeft = length - used
      let room = capacity - count
      var output: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(base + count)
        .assumingMemoryBound(to: CChar.self)
      var outputLeft = room
      let result = iconv(converter, &input, &inputLeft, &output, &outputLeft)
      let failure = errno
      used = length - inputLeft
      count += room - outputLeft
      if result != -1 || failure == E2BIG { continue }
      if failure == EINVAL && !isLast { break }
      flaws.replaced.add(count)
      appendReplacement()
      used += 1
    }
    return used
  }
}
