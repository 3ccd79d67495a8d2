internal import CLibZip
internal import Foundation
public import PortfolioCore

/// Writes ZIP archives whose bytes depend on their files alone: every entry bears the same day, names are UTF-8.
public enum ZipWriter {
  /// Writes files into a new archive.
  /// - Parameters:
  ///   - files: paths with `/` and bytes, in the order in which they shall stand.
  ///   - day: the day that every entry bears; not before 1980.
  /// - Throws: ``ProblemList`` when the archive cannot be written (OUT002).
  public static func make(_ files: [(path: String, bytes: [UInt8])], day: CalendarDay, at path: String) throws
  {
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else { throw unwritable(path) }
    let (year, month, date) = day.components
    let stamp = UInt16(clamping: max(0, year - 1980) << 9 | month << 5 | date)
    for file in files {
      // The archive frees the copy when it is closed.
      guard let copy = malloc(max(1, file.bytes.count)) else {
        zip_discard(archive)
        throw unwritable(path)
      }
      file.bytes.withUnsafeBytes { bytes in
        if let base = bytes.baseAddress { memcpy(copy, base, bytes.count) }
      }
      guard let source = zip_source_buffer(archive, copy, UInt64(file.bytes.count), 1) else {
        free(copy)
        zip_discard(archive)
        throw unwritable(path)
      }
      let index = zip_file_add(archive, file.path, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
      guard index >= 0 else {
        zip_source_free(source)
        zip_discard(archive)
        throw unwritable(path)
      }
      _ = zip_file_set_dostime(archive, UInt64(index), 0, stamp, 0)
      _ = zip_set_file_compression(archive, UInt64(index), Int32(ZIP_CM_DEFLATE), 9)
    }
    guard zip_close(archive) == 0 else {
      zip_discard(archive)
      throw unwritable(path)
    }
  }

  private static func unwritable(_ path: String) -> ProblemList {
    ProblemList(
      Problem(
        .unwritableFile, at: Place(file: path), zh: "无法写入压缩包", en: "The archive cannot be written",
        remedy: BilingualText(
          zh: "检查文件夹是否存在、是否有写权限、磁盘是否已满", en: "Check that the folder exists, may be written to, and has room"))
    )
  }
}
