import PortfolioCore

extension TabularFile {
  /// Walks the rows behind the header: those that can be read and are not blank, and those that cannot be
  /// read.
  ///
  /// - Parameter headerIndex: the header's position among the rows that can be read.
  /// - Returns: what is to be said about the file as a whole, without the problems of refused rows.
  func forEachDataRow(
    after headerIndex: Int, refused: (RefusedRow) throws -> Void = { _ in },
    _ body: (borrowing RawRow) throws -> Void
  ) throws -> [Problem] {
    var position = -1
    var ofRows: Set<Problem> = []
    let problems = try forEachRow(
      refused: { row in
        ofRows.insert(row.problem)
        if position >= headerIndex { try refused(row) }
      },
      { row in
        position += 1
        if position > headerIndex, !row.isBlank { try body(row) }
        return true
      })
    return problems.filter { !ofRows.contains($0) }
  }
}
