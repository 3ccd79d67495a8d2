/// What a file may ask of the reader before it is refused; hostile and damaged files end here.
public struct ReadLimits: Sendable, Equatable {
  /// The largest file, in bytes.
  public var fileBytes: Int
  /// The largest cell, in bytes of UTF-8.
  public var cellBytes: Int
  /// The most cells in a row.
  public var cellsInRow: Int
  /// The largest row of a spreadsheet, in bytes of UTF-8: its cells can all refer to one large text.
  public var sheetRowBytes: Int
  /// The most entries in a zip archive.
  public var archiveEntries: Int
  /// The most bytes that the parts of an archive may unpack to, all together.
  public var unpackedBytes: Int
  /// The most that a part of an archive may grow when unpacked; parts below 1 MB may grow more.
  public var unpackRatio: Int

  /// Limits; the defaults are those of ``standard``.
  public init(
    fileBytes: Int = 4 << 30, cellBytes: Int = 16 << 20, cellsInRow: Int = 200_000,
    sheetRowBytes: Int = 64 << 20, archiveEntries: Int = 10_000, unpackedBytes: Int = 2 << 30,
    unpackRatio: Int = 400
  ) {
    self.fileBytes = fileBytes
    self.cellBytes = cellBytes
    self.cellsInRow = cellsInRow
    self.sheetRowBytes = sheetRowBytes
    self.archiveEntries = archiveEntries
    self.unpackedBytes = unpackedBytes
    self.unpackRatio = unpackRatio
  }

  /// Far above any real export: 4 GB a file, 16 MB a cell, 200,000 cells a row, 2 GB unpacked.
  public static let standard = ReadLimits()
}
