import PortfolioCore

/// One small file per fault, each with a description of what a reader has to say about it.
///
/// Single files carry a header by which they are recognised; faults that concern another table than `rights`,
/// or several, are folders in the native format.
enum MessyFiles {
  typealias Counts = (rows: Int, stored: Int, merged: Int, refused: Int)

  /// A file or folder with one fault.
  struct Case {
    /// Name of the file or folder; the expectation stands beside it under the same name without extension.
    var name: String
    var fault: String
    /// What is to be reported, in this order: code, line and column of each problem, `-` where there is none; in
    /// folders the line follows the file's name.
    var problems: [String]
    /// What is to happen besides the report.
    var remark: String?
    /// Data rows read, stored as new, merged into one already read, refused; nil where nothing can be read.
    var counts: Counts?
    var files: [SampleFile]

    /// A case of one file.
    init(
      _ name: String, _ fault: String, _ problems: [String] = [], remark: String? = nil, counts: Counts?,
      bytes: [UInt8]
    ) {
      self.init(
        folder: name, fault, problems, remark: remark, counts: counts,
        files: [SampleFile(path: "", bytes: bytes)])
    }

    /// A case of several files in a folder; the paths are inside it.
    init(
      folder name: String, _ fault: String, _ problems: [String] = [], remark: String? = nil, counts: Counts?,
      files: [SampleFile]
    ) {
      self.name = name
      self.fault = fault
      self.problems = problems
      self.remark = remark
      self.counts = counts
      self.files = files
    }

    var expectation: String {
      var lines = ["fault: " + fault]
      if let remark { lines.append("remark: " + remark) }
      if let counts {
        lines.append(
          "counts: rows=\(counts.rows) stored=\(counts.stored) merged=\(counts.merged) refused=\(counts.refused)"
            + " unchanged=0")
      } else {
        lines.append("counts: none")
      }
      lines += problems.map { "problem: " + $0 }
      return lines.joined(separator: "\n") + "\n"
    }
  }

  static var cases: [Case] { cellCases + shapeCases + encodingCases + folderCases }

  static func files() -> [SampleFile] {
    cases.flatMap { messy in
      let stem = messy.name.split(separator: ".").first.map(String.init) ?? messy.name
      return messy.files.map { file in
        SampleFile(path: "messy/\(messy.name)\(file.path.isEmpty ? "" : "/\(file.path)")", bytes: file.bytes)
      } + [SampleFile(path: "messy/\(stem).expected", text: messy.expectation)]
    } + [SampleFile(path: "messy/README.md", text: SampleReadme.messy)]
  }

  // MARK: Pieces of files

  /// The native columns that the single files use.
  static let nativeHeader = "right,kind,office,application_number,title,filing_day,status,claims"
  /// Columns of a Chinese database export.
  static let exportHeader = ["申请号", "标题", "申请日", "公开(公告)号", "公开(公告)日", "申请人", "权利要求数量"]

  /// Application numbers with right check digits, in ranges no office has used.
  static let applications: [String] = {
    var numbers = RightNumberMaker(salt: 9)
    return (0..<6).map { _ in numbers.chineseApplication(kind: .invention, year: 2021) }
  }()

  /// A native row.
  static func row(
    _ number: Int, application: String? = nil, title: String = "一种示例阀门", filed: String = "2021-03-10",
    status: String = "in-force", claims: String = "8"
  ) -> String {
    "M-\(number),invention,CN,\(application ?? applications[number]),\(title),\(filed),\(status),\(claims)"
  }

  static func native(_ rows: [String]) -> [UInt8] { lines([nativeHeader] + rows) }

  static func lines(_ lines: [String], end: String = "\n") -> [UInt8] {
    Array(lines.map { $0 + end }.joined().utf8)
  }

  /// A row of the Chinese export.
  static func exported(
    _ number: Int, title: String = "一种示例阀门", filed: String = "2021-03-10", publication: String? = nil,
    published: String = "2021-09-14"
  ) -> [String] {
    [
      applications[number], title, filed, publication ?? "CN19172000\(number)A", published, "示例阀业有限公司", "8",
    ]
  }

  static func separated(_ rows: [[String]], by separator: String) -> [String] {
    rows.map { $0.joined(separator: separator) }
  }
}
