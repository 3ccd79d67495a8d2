import Testing

@testable import PledgeFinance

/// Folders are nobody's business outside the house; the words around a file's name are the reader's.
@Suite struct FileNamesTests {
  static let sentences: [(String, String)] = [
    (
      "评审之后又导入了 1 个文件（v/future/ownership.csv）：估值取数据库现有、且在基准日前已知的数据。重新评审后再估值",
      "评审之后又导入了 1 个文件（ownership.csv）：估值取数据库现有、且在基准日前已知的数据。重新评审后再估值"
    ),
    (
      "2 files were imported after the run (/data/my exports/a.csv, b/c.xlsx): values rest on the store",
      "2 files were imported after the run (a.csv, c.xlsx): values rest on the store"
    ),
    ("来自（数据/导出 1/收入.csv、b/c.csv）的行", "来自（收入.csv、c.csv）的行"),
    ("见 /data/导出/a.csv 和 b.csv。", "见 a.csv 和 b.csv。"),
    ("Rows of data/a.csv, and others.", "Rows of a.csv, and others."),
    ("Check with and/or without it. See https://www.example.org/a/b.html for 1.5/2.5.", ""),
    ("有/无均可。", ""), ("no path at all", ""),
    ("(see the notes and/or the list)", ""),
  ]

  /// An empty expectation stands for the sentence as it is.
  @Test(arguments: sentences)
  func aSentenceKeepsItsWords(sentence: String, expected: String) {
    #expect(FileNames.sentence(sentence) == (expected.isEmpty ? sentence : expected))
  }

  static let lists: [(String, String)] = [
    ("/data/my exports/a.csv, b/c.csv", "a.csv, c.csv"), ("revenues.csv", "revenues.csv"),
    ("products 表（in/products.csv）", "products 表（products.csv）"),
    ("table revenues, in/a b/revenues.csv", "table revenues, revenues.csv"), ("N/A", "N/A"),
  ]

  @Test(arguments: lists)
  func aListKeepsItsFiles(list: String, expected: String) {
    #expect(FileNames.list(list) == expected)
  }
}
