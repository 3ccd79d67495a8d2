import CLibZip
import PortfolioCore

/// A zip archive in memory, read entry by entry within limits. Nothing is written to disk.
///
/// One object serves one walk on one thread; each walk opens its own.
final class ZipArchive {
  private let handle: OpaquePointer
  private let name: String
  private let limits: ReadLimits
  /// The archive reads from these bytes for as long as it is open.
  private let bytes: FileBytes
  /// What was unpacked so far, from all entries.
  private var unpacked = 0

  init(_ bytes: FileBytes, name: String, limits: ReadLimits) throws {
    self.bytes = bytes
    self.name = name
    self.limits = limits
    var failure = zip_error_t()
    zip_error_init(&failure)
    defer { zip_error_fini(&failure) }
    guard let source = zip_source_buffer_create(bytes.start, zip_uint64_t(bytes.count), 0, &failure) else {
      throw ProblemList(.damaged(name, part: nil, zh: "无法打开压缩结构", en: "its zip structure cannot be opened"))
    }
    guard let handle = zip_open_from_source(source, ZIP_RDONLY, &failure) else {
      zip_source_free(source)
      throw ProblemList(
        .damaged(
          name, part: nil, zh: "压缩结构不完整，文件可能没有下载完",
          en: "its zip structure is incomplete; perhaps it was not downloaded whole"))
    }
    self.handle = handle
    let entries = zip_get_num_entries(handle, 0)
    guard entries <= limits.archiveEntries else {
      // All properties are set, so `deinit` closes the archive.
      throw ProblemList(
        .unsafe(
          name, zh: "压缩包内有 \(entries) 个文件，超过 \(limits.archiveEntries) 的上限",
          en: "the archive has \(entries) entries, over the limit of \(limits.archiveEntries)"))
    }
  }

  deinit { zip_discard(handle) }

  /// The names of all entries.
  var entryNames: [String] {
    (0..<max(zip_get_num_entries(handle, 0), 0)).compactMap { index in
      zip_get_name(handle, zip_uint64_t(index), 0).map { String(cString: $0) }
    }
  }

  /// Whether there is such an entry; capitals do not matter.
  func has(_ path: String) -> Bool { zip_name_locate(handle, path, zip_flags_t(ZIP_FL_NOCASE)) >= 0 }

  /// Reads an entry piece by piece. The body fills a buffer of the reader's: it is given a function that
  /// reads up to so many bytes to an address, and returns 0 at the end.
  func read(_ path: String, _ body: ((UnsafeMutableRawPointer, Int) throws -> Int) throws -> Void) throws {
    let index = zip_name_locate(handle, path, zip_flags_t(ZIP_FL_NOCASE))
    guard index >= 0 else {
      throw ProblemList(.damaged(name, part: path, zh: "缺少这一部分", en: "the part is missing"))
    }
    var status = zip_stat_t()
    zip_stat_init(&status)
    guard zip_stat_index(handle, zip_uint64_t(index), 0, &status) == 0 else {
      throw ProblemList(.damaged(name, part: path, zh: "这一部分无法读取", en: "the part cannot be read"))
    }
    guard status.encryption_method == UInt16(ZIP_EM_NONE) else {
      throw ProblemList(
        Problem(
          .unreadableFile, at: Place(file: name), zh: "压缩内容设有密码",
          en: "the archive is protected by a password",
          remedy: BilingualText(zh: "请先去除密码，再导入。", en: "Remove the password, then import it.")))
    }
    guard let file = zip_fopen_index(handle, zip_uint64_t(index), 0) else {
      throw ProblemList(.damaged(name, part: path, zh: "这一部分无法解压", en: "the part cannot be unpacked"))
    }
    defer { zip_fclose(file) }
    // The sizes written in the archive can lie: what is counted is what really comes out.
    let packed = max(Int(clamping: status.comp_size), 1)
    var produced = 0
    try body { target, room in
      let got = zip_fread(file, target, zip_uint64_t(room))
      guard got >= 0 else {
        throw ProblemList(
          .damaged(self.name, part: path, zh: "这一部分的压缩数据已损坏", en: "the part's compressed data are damaged"))
      }
      produced += Int(got)
      self.unpacked += Int(got)
      guard self.unpacked <= self.limits.unpackedBytes else {
        throw ProblemList(
          .unsafe(
            self.name, zh: "解压后超过 \(ReadLimits.described(self.limits.unpackedBytes)) 的上限",
            en: "it unpacks to more than the limit of \(ReadLimits.described(self.limits.unpackedBytes))"))
      }
      guard produced <= 1 << 20 || produced / packed <= self.limits.unpackRatio else {
        throw ProblemList(
          .unsafe(
            self.name, zh: "压缩比超过 \(self.limits.unpackRatio) 倍的上限（\(path)）",
            en: "it unpacks to more than \(self.limits.unpackRatio) times its size (\(path))"))
      }
      return Int(got)
    }
  }
}

extension Problem {
  /// A workbook that cannot be read, or one part of it.
  static func damaged(_ name: String, part: String?, zh: String, en: String) -> Problem {
    Problem(
      .damagedSpreadsheet, at: Place(file: name), zh: part.map { "\(zh)（\($0)）" } ?? zh,
      en: part.map { "\(en) (\($0))" } ?? en,
      remedy: BilingualText(
        zh: "请用 Excel 或 WPS 打开并另存为新的 .xlsx，或重新导出。",
        en: "Open it in Excel or WPS and save it as a new .xlsx, or export it again."))
  }

  /// An archive over the limits.
  static func unsafe(_ name: String, zh: String, en: String) -> Problem {
    Problem(
      .unsafeArchive, at: Place(file: name), zh: zh, en: en,
      remedy: BilingualText(
        zh: "真实的导出文件不会这样；请确认文件来源，或分批导出。",
        en: "No real export is like this; check where the file comes from, or export it in parts."))
  }
}
