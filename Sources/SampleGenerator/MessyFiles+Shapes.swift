extension MessyFiles {
  /// Faults of a file's shape: rows, headers, and files that are something else.
  static let shapeCases: [Case] = [
    Case(
      "unclosed-quote.csv", "quoted cell never closed", ["IMP105 3 5"],
      counts: (2, 1, 0, 1),
      bytes: native([row(1), row(2, title: "\"一种没有收尾引号的阀门")])),
    Case(
      "ragged-rows.csv", "rows with another number of cells than the header",
      ["MAP012 3 title", "MAP015 4 -"],
      remark: "line 3 has 3 cells, line 4 has 10, the header has 8", counts: (4, 2, 0, 2),
      bytes: native([row(1), "M-2,invention,CN", row(3) + ",多余,多余", row(4)])),
    Case(
      "duplicate-headers.csv", "two columns with the same header", ["MAP003 1 title"],
      remark: "the first of them is read",
      counts: (1, 1, 0, 0),
      bytes: lines([
        "right,kind,office,application_number,title,title,filing_day",
        "M-1,invention,CN,\(applications[1]),一种示例阀门,一种示例泵,2021-03-10",
      ])),
    Case(
      "missing-required-column.csv", "a required column is missing", ["MAP002 1 -"],
      counts: nil,
      bytes: lines([
        "right,kind,office,application_number,filing_day,status",
        "M-1,invention,CN,\(applications[1]),2021-03-10,in-force",
      ])),
    Case("empty-file.csv", "the file is empty", ["IMP101 - -"], counts: nil, bytes: []),
    Case(
      "header-only.csv", "no row under the header", ["IMP101 1 -"], counts: (0, 0, 0, 0), bytes: native([])),
    Case(
      "header-spaces.csv", "spaces and line breaks inside headers",
      remark: "read all the same; the second header spans two lines",
      counts: (2, 2, 0, 0),
      bytes: lines(
        [" 申请号 ,\"标\n题\",\"申请日  \",\"公开（公告）号\",\" 公开\n（公告）日\",申请人　,权利要求数量"]
          + separated([exported(1), exported(2)], by: ","))),
    Case(
      "html-table.xls", "an HTML page saved as .xls", ["IMP102 - -"],
      remark: "said what it is, and to save it as XLSX or CSV", counts: nil,
      bytes: Array(
        """
        <html><head><meta charset="utf-8"></head><body><table>
        <tr><th>申请号</th><th>标题</th></tr>
        <tr><td>\(applications[1])</td><td>一种示例阀门</td></tr>
        </table></body></html>

        """.utf8)),
    Case(
      "picture.csv", "a PNG picture named .csv", ["IMP102 - -"], counts: nil,
      bytes: [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00,
        0x00, 0x00, 0x01,
        0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F, 0x15, 0xC4, 0x89,
      ]),
  ]

  /// Faults between rows or tables, as folders in the native format.
  static let folderCases: [Case] = [
    Case(
      folder: "undefined-right", "events.csv refers to a right that is not defined, M-999",
      ["STO010 events.csv:3 right"],
      counts: (3, 2, 0, 1),
      files: [
        SampleFile(path: "rights.csv", bytes: native([row(1)])),
        SampleFile(
          path: "events.csv",
          bytes: lines(["right,day,code,text", "M-1,2021-09-14,PB01,公开", "M-999,2022-03-15,GR01,授权"])),
      ]),
    Case(
      folder: "alias-cycle", "parties.csv: parties are aliases of each other",
      ["STO011 parties.csv:2 alias_of", "STO011 parties.csv:3 alias_of"],
      remark: "示例甲公司 → 示例乙公司 → 示例甲公司", counts: (3, 1, 0, 2),
      files: [
        SampleFile(
          path: "parties.csv",
          bytes: lines([
            "party,name_en,kind,country,unit,alias_of", "示例甲公司,Example A Co,enterprise,CN,,示例乙公司",
            "示例乙公司,Example B Co,enterprise,CN,,示例甲公司", "示例丙公司,Example C Co,enterprise,CN,,",
          ]))
      ]),
    Case(
      folder: "unit-cycle", "units.csv: units stand under each other",
      ["STO011 units.csv:3 parent", "STO011 units.csv:4 parent"],
      remark: "U01 → U02 → U01",
      counts: (3, 1, 0, 2),
      files: [
        SampleFile(
          path: "units.csv",
          bytes: lines([
            "unit,parent,name,name_en", "U00,,示例集团,Example Group", "U01,U02,示例一厂,Example Works One",
            "U02,U01,示例二厂,Example Works Two",
          ]))
      ]),
    Case(
      folder: "shares-over-100", "ownership.csv: the shares of M-1 at one time add up to 110 %",
      ["STO013 ownership.csv:3 share_percent"],
      remark: "the rows are stored", counts: (5, 5, 0, 0),
      files: [
        SampleFile(
          path: "parties.csv",
          bytes: lines([
            "party,name_en,kind,country,unit,alias_of", "示例甲公司,Example A Co,enterprise,CN,,",
            "示例乙公司,Example B Co,enterprise,CN,,",
          ])), SampleFile(path: "rights.csv", bytes: native([row(1)])),
        SampleFile(
          path: "ownership.csv",
          bytes: lines([
            "right,party,share_percent,from_day,to_day", "M-1,示例甲公司,60,2021-03-10,",
            "M-1,示例乙公司,50,2021-03-10,",
          ])),
      ]),
  ]
}
