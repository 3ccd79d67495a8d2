extension MessyFiles {
  /// Files in other encodings, with other delimiters and line ends: all of them to be read without loss.
  static let encodingCases: [Case] = [
    Case(
      "gb18030.csv", "none: encoded in GB18030",
      remark: "the encoding is found and named; title of line 2 is 一种示例阀门",
      counts: (2, 2, 0, 0), bytes: gb18030(separated([exportHeader, exported(1), exported(2)], by: ","))),
    Case(
      "utf-16.csv", "none: encoded in UTF-16, little end first, with byte order mark",
      remark: "title of line 2 is 一种示例阀门",
      counts: (2, 2, 0, 0), bytes: utf16(separated([exportHeader, exported(1), exported(2)], by: ","))),
    Case(
      "cr-only.csv", "none: lines end in CR alone", counts: (2, 2, 0, 0),
      bytes: lines(separated([exportHeader, exported(1), exported(2)], by: ","), end: "\r")),
    Case(
      "semicolon-bom.csv", "none: separated by semicolons, CRLF, UTF-8 with byte order mark",
      counts: (2, 2, 0, 0),
      bytes: [0xEF, 0xBB, 0xBF]
        + lines(separated([exportHeader, exported(1), exported(2)], by: ";"), end: "\r\n")),
  ]

  private static func utf16(_ lines: [String]) -> [UInt8] {
    lines.map { $0 + "\r\n" }.joined().utf16.reduce(into: [0xFF, 0xFE]) { bytes, unit in
      bytes.append(UInt8(unit & 0xFF))
      bytes.append(UInt8(unit >> 8))
    }
  }

  /// The two-byte codes of the Chinese characters in these files (GB 18030, which keeps those of GB 2312).
  private static let codes: [Character: UInt16] = [
    "申": 0xC9EA, "请": 0xC7EB, "号": 0xBAC5, "标": 0xB1EA, "题": 0xCCE2, "日": 0xC8D5, "公": 0xB9AB,
    "开": 0xBFAA, "告": 0xB8E6, "人": 0xC8CB, "权": 0xC8A8, "利": 0xC0FB, "要": 0xD2AA, "求": 0xC7F3,
    "数": 0xCAFD, "量": 0xC1BF, "一": 0xD2BB, "种": 0xD6D6, "示": 0xCABE, "例": 0xC0FD, "阀": 0xB7A7,
    "门": 0xC3C5, "业": 0xD2B5, "有": 0xD3D0, "限": 0xCFDE, "司": 0xCBBE,
  ]

  private static func gb18030(_ lines: [String]) -> [UInt8] {
    lines.map { $0 + "\r\n" }.joined().unicodeScalars.reduce(into: []) { bytes, scalar in
      if scalar.isASCII {
        bytes.append(UInt8(scalar.value))
      } else {
        let code = codes[Character(scalar)] ?? 0xA1F5
        bytes.append(UInt8(code >> 8))
        bytes.append(UInt8(code & 0xFF))
      }
    }
  }
}
