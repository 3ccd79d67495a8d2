import PortfolioCore

/// What a file looks like from its first bytes, whatever its name says.
enum FileSignature {
  case workbookArchive
  case compoundFile
  case json
  case text
  case other(zh: String, en: String)

  /// Looks at the first bytes.
  init(_ file: FileBytes, name: String) {
    if file.begins(with: "PK\u{3}\u{4}") || file.begins(with: "PK\u{5}\u{6}") {
      self = .workbookArchive
      return
    }
    let bytes = file.buffer
    if FileSignature.begins(bytes, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .compoundFile
      return
    }
    for known in FileSignature.known where FileSignature.begins(bytes, known.bytes) {
      self = .other(zh: known.zh, en: known.en)
      return
    }
    // Text may hide its first character behind a byte order mark and white space.
    var lead: [UInt8] = []
    var index = FileSignature.begins(bytes, [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count, lead.count < 256 {
      let byte = bytes[index]
      index += 1
      if byte == 0 || byte == 0xFF || byte == 0xFE { continue }
      if lead.isEmpty, byte <= 0x20 { continue }
      lead.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
    let text = String(decoding: lead, as: UTF8.self)
    if text.hasPrefix("<") {
      if text.contains("<html") || text.hasPrefix("<!doctype html") || text.hasPrefix("<table")
        || text.hasPrefix("<meta") || text.hasPrefix("<head") || text.hasPrefix("<div")
      {
        self = .other(zh: "网页（HTML）", en: "a web page (HTML)")
        return
      }
      if text.hasPrefix("<?xml") {
        self = .other(zh: "XML 文件", en: "an XML file")
        return
      }
    }
    if FileSignature.looksLikeJSON(lead, name) {
      self = .json
    } else if FileSignature.looksBinary(bytes) {
      self = .other(zh: "二进制文件", en: "a binary file")
    } else {
      self = .text
    }
  }

  /// Why a file of some other kind is refused.
  static func problem(_ name: String, zh: String, en: String) -> Problem {
    Problem(
      .unrecognisedFormat, at: Place(file: name), zh: "文件内容是\(zh)，不是表格",
      en: "the content is \(en), not a table",
      remedy: BilingualText(
        zh: "请从原系统重新导出为 CSV 或 .xlsx；若是网页式的“Excel”文件，请用 Excel 打开后另存为 .xlsx。",
        en:
          "Export it again as CSV or .xlsx; if it is a web page posing as an Excel file, open it in Excel "
          + "and save it as .xlsx."
      ))
  }

  /// Why a compound file is refused.
  static func legacyExcel(_ name: String) -> Problem {
    Problem(
      .legacyExcel, at: Place(file: name),
      zh: "这是旧版 Excel（.xls）文件，或是设有打开密码的 Excel 文件，无法直接读取",
      en:
        "an Excel file of the old .xls format, or one with a password to open it; neither can be read",
      remedy: BilingualText(
        zh:
          "请用 Excel 或 WPS 打开：若需要密码，先在“文件 → 信息 → 保护工作簿 → 用密码进行加密”中清除密码；"
          + "然后选择“文件 → 另存为”，保存类型选“Excel 工作簿（*.xlsx）”，再导入新文件。",
        en:
          "Open it in Excel or WPS. If it asks for a password, remove it under File > Info > Protect Workbook "
          + "> Encrypt with Password. Then choose File > Save As, type \"Excel Workbook (*.xlsx)\", "
          + "and import the new file."
      ))
  }

  private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, _ prefix: [UInt8]) -> Bool {
    bytes.count >= prefix.count && bytes.prefix(prefix.count).elementsEqual(prefix)
  }

  /// A bracket, and after it what only JSON has there: headers such as `[标]当前权利人` begin with one too.
  private static func looksLikeJSON(_ lead: [UInt8], _ name: String) -> Bool {
    guard let first = lead.first, first == 0x5B || first == 0x7B else { return false }
    if name.lowercased().hasSuffix(".json") { return true }
    let second = lead.dropFirst().first { $0 > 0x20 }
    return first == 0x5B ? second == 0x7B : second == 0x22
  }

  /// Many control characters that no text has. Zero bytes do not count: UTF-16 and damaged text have them.
  private static func looksBinary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let sample = bytes.prefix(1 << 14)
    if EncodingSurvey.utf16ByteOrder(bytes) != nil || begins(bytes, [0xFF, 0xFE])
      || begins(bytes, [0xFE, 0xFF])
    {
      return false
    }
    var controls = 0
    for byte in sample where byte < 0x20 {
      switch byte {
      case 0x00, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1A, 0x1B: continue
      default: controls += 1
      }
    }
    return controls * 50 > sample.count
  }

  private static let known: [(bytes: [UInt8], zh: String, en: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "图片（PNG）", "a picture (PNG)"),
    ([0xFF, 0xD8, 0xFF], "图片（JPEG）", "a picture (JPEG)"),
    ([0x47, 0x49, 0x46, 0x38], "图片（GIF）", "a picture (GIF)"),
    ([0x25, 0x50, 0x44, 0x46, 0x2D], "PDF 文档", "a PDF document"),
    ([0x1F, 0x8B], "压缩文件（gzip）", "a compressed file (gzip)"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "压缩文件（7z）", "a compressed file (7z)"),
    ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], "压缩文件（RAR）", "a compressed file (RAR)"),
    ([0x7B, 0x5C, 0x72, 0x74, 0x66], "RTF 文档", "an RTF document"),
    ([0x7F, 0x45, 0x4C, 0x46], "程序文件", "a program"),
    (Array("SQLite format 3\0".utf8), "SQLite 数据库", "an SQLite database"),
    (Array("PAR1".utf8), "Parquet 数据文件", "a Parquet data file"),
  ]
}
