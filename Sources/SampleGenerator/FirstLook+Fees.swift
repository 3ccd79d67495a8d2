extension FirstLook {
  /// How American patents are charged: as a large entity, on record.
  static func addFees(to folder: inout SampleFolder) {
    folder.add("fee_particulars", ["right": "FL-09", "rate_class": "large"])
  }

  /// Every fee of every right from its first to the end of its term, reckoned by hand from the offices' rules and
  /// not by the program: right, fee, due day, last day of grace, amount, currency, and whether the source gives
  /// the amount for that day.
  private static let everyFee = """
    FL-01 3 2022-03-15 2022-03-15 900 CNY estimate
    FL-01 4 2022-08-12 2023-02-12 1200 CNY estimate
    FL-01 5 2023-08-12 2024-02-12 1200 CNY estimate
    FL-01 6 2024-08-12 2025-02-12 1200 CNY known
    FL-01 7 2025-08-12 2026-02-12 2000 CNY known
    FL-01 8 2026-08-12 2027-02-12 2000 CNY known
    FL-01 9 2027-08-12 2028-02-12 2000 CNY known
    FL-01 10 2028-08-12 2029-02-12 4000 CNY known
    FL-01 11 2029-08-12 2030-02-12 4000 CNY known
    FL-01 12 2030-08-12 2031-02-12 4000 CNY known
    FL-01 13 2031-08-12 2032-02-12 6000 CNY known
    FL-01 14 2032-08-12 2033-02-12 6000 CNY known
    FL-01 15 2033-08-12 2034-02-12 6000 CNY known
    FL-01 16 2034-08-12 2035-02-12 8000 CNY known
    FL-01 17 2035-08-12 2036-02-12 8000 CNY known
    FL-01 18 2036-08-12 2037-02-12 8000 CNY known
    FL-01 19 2037-08-12 2038-02-12 8000 CNY known
    FL-01 20 2038-08-12 2039-02-12 8000 CNY known
    FL-02 3 2015-03-11 2015-03-11 900 CNY estimate
    FL-02 4 2015-09-14 2016-03-14 1200 CNY estimate
    FL-02 5 2016-09-14 2017-03-14 1200 CNY estimate
    FL-02 6 2017-09-14 2018-03-14 1200 CNY estimate
    FL-02 7 2018-09-14 2019-03-14 2000 CNY estimate
    FL-02 8 2019-09-14 2020-03-14 2000 CNY estimate
    FL-02 9 2020-09-14 2021-03-14 2000 CNY estimate
    FL-02 10 2021-09-14 2022-03-14 4000 CNY estimate
    FL-02 11 2022-09-14 2023-03-14 4000 CNY estimate
    FL-02 12 2023-09-14 2024-03-14 4000 CNY estimate
    FL-02 13 2024-09-14 2025-03-14 6000 CNY known
    FL-02 14 2025-09-14 2026-03-14 6000 CNY known
    FL-02 15 2026-09-14 2027-03-14 6000 CNY known
    FL-02 16 2027-09-14 2028-03-14 8000 CNY known
    FL-02 17 2028-09-14 2029-03-14 8000 CNY known
    FL-02 18 2029-09-14 2030-03-14 8000 CNY known
    FL-02 19 2030-09-14 2031-03-14 8000 CNY known
    FL-02 20 2031-09-14 2032-03-14 8000 CNY known
    FL-04 1 2021-03-16 2021-03-16 600 CNY estimate
    FL-04 2 2021-07-20 2022-01-20 600 CNY estimate
    FL-04 3 2022-07-20 2023-01-20 600 CNY estimate
    FL-04 4 2023-07-20 2024-01-20 900 CNY estimate
    FL-04 5 2024-07-20 2025-01-20 900 CNY known
    FL-04 6 2025-07-20 2026-01-20 1200 CNY known
    FL-04 7 2026-07-20 2027-01-20 1200 CNY known
    FL-04 8 2027-07-20 2028-01-20 1200 CNY known
    FL-04 9 2028-07-20 2029-01-20 2000 CNY known
    FL-04 10 2029-07-20 2030-01-20 2000 CNY known
    FL-05 1 2019-12-20 2019-12-20 600 CNY estimate
    FL-05 2 2020-04-15 2020-10-15 600 CNY estimate
    FL-05 3 2021-04-15 2021-10-15 600 CNY estimate
    FL-05 4 2022-04-15 2022-10-15 900 CNY estimate
    FL-05 5 2023-04-15 2023-10-15 900 CNY estimate
    FL-05 6 2024-04-15 2024-10-15 1200 CNY known
    FL-05 7 2025-04-15 2025-10-15 1200 CNY known
    FL-05 8 2026-04-15 2026-10-15 1200 CNY known
    FL-05 9 2027-04-15 2027-10-15 2000 CNY known
    FL-05 10 2028-04-15 2028-10-15 2000 CNY known
    FL-06 1 2023-05-16 2023-05-16 600 CNY known
    FL-06 2 2023-11-16 2024-05-16 600 CNY known
    FL-06 3 2024-11-16 2025-05-16 600 CNY known
    FL-06 4 2025-11-16 2026-05-16 900 CNY known
    FL-06 5 2026-11-16 2027-05-16 900 CNY known
    FL-06 6 2027-11-16 2028-05-16 1200 CNY known
    FL-06 7 2028-11-16 2029-05-16 1200 CNY known
    FL-06 8 2029-11-16 2030-05-16 1200 CNY known
    FL-06 9 2030-11-16 2031-05-16 2000 CNY known
    FL-06 10 2031-11-16 2032-05-16 2000 CNY known
    FL-06 11 2032-11-16 2033-05-16 3000 CNY known
    FL-06 12 2033-11-16 2034-05-16 3000 CNY known
    FL-06 13 2034-11-16 2035-05-16 3000 CNY known
    FL-06 14 2035-11-16 2036-05-16 3000 CNY known
    FL-06 15 2036-11-16 2037-05-16 3000 CNY known
    FL-07 3 2017-10-17 2017-10-17 900 CNY estimate
    FL-07 4 2018-05-20 2018-11-20 1200 CNY estimate
    FL-07 5 2019-05-20 2019-11-20 1200 CNY estimate
    FL-07 6 2020-05-20 2020-11-20 1200 CNY estimate
    FL-07 7 2021-05-20 2021-11-20 2000 CNY estimate
    FL-07 8 2022-05-20 2022-11-20 2000 CNY estimate
    FL-07 9 2023-05-20 2023-11-20 2000 CNY estimate
    FL-08 1 2014-12-03 2014-12-03 600 CNY estimate
    FL-08 2 2015-06-18 2015-12-18 600 CNY estimate
    FL-08 3 2016-06-18 2016-12-18 600 CNY estimate
    FL-08 4 2017-06-18 2017-12-18 900 CNY estimate
    FL-08 5 2018-06-18 2018-12-18 900 CNY estimate
    FL-08 6 2019-06-18 2019-12-18 1200 CNY estimate
    FL-08 7 2020-06-18 2020-12-18 1200 CNY estimate
    FL-08 8 2021-06-18 2021-12-18 1200 CNY estimate
    FL-08 9 2022-06-18 2022-12-18 2000 CNY estimate
    FL-08 10 2023-06-18 2023-12-18 2000 CNY estimate
    FL-09 3.5y 2026-09-14 2027-03-14 2150 USD known
    FL-09 7.5y 2030-09-14 2031-03-14 4040 USD known
    FL-09 11.5y 2034-09-14 2035-03-14 8280 USD known
    FL-10 3 2022-08-31 2023-02-28 505 EUR known
    FL-10 4 2023-08-31 2024-02-29 660 EUR known
    FL-10 5 2024-08-31 2025-02-28 1000 EUR known
    FL-10 6 2025-08-31 2026-02-28 1155 EUR known
    FL-10 7 2026-08-31 2027-02-28 1310 EUR estimate
    FL-10 8 2027-08-31 2028-02-29 1465 EUR estimate
    FL-10 9 2028-08-31 2029-02-28 1620 EUR estimate
    FL-10 10 2029-08-31 2030-02-28 1775 EUR estimate
    FL-10 11 2030-08-31 2031-02-28 1775 EUR estimate
    FL-10 12 2031-08-31 2032-02-29 1775 EUR estimate
    FL-10 13 2032-08-31 2033-02-28 1775 EUR estimate
    FL-10 14 2033-08-31 2034-02-28 1775 EUR estimate
    FL-10 15 2034-08-31 2035-02-28 1775 EUR estimate
    FL-10 16 2035-08-31 2036-02-29 1775 EUR estimate
    FL-10 17 2036-08-31 2037-02-28 1775 EUR estimate
    FL-10 18 2037-08-31 2038-02-28 1775 EUR estimate
    FL-10 19 2038-08-31 2039-02-28 1775 EUR estimate
    FL-10 20 2039-08-31 2040-02-29 1775 EUR estimate
    FL-11 renewal 2028-05-20 2028-11-20 450 CNY known
    """

  private static var everyFeeRows: [[String]] {
    everyFee.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  }

  /// The lines for the test: separated by tabs.
  static var expectedAllFees: String {
    (["right\tfee\tdue\tlast_day\tamount\tcurrency\tcertainty"]
      + everyFeeRows.map { $0.joined(separator: "\t") })
      .joined(separator: "\n") + "\n"
  }

  /// The same lines for readers.
  static var feesGuide: String {
    var text = """
      ## 每一笔费用 / Every fee

      每项权利从第一笔到期限届满的全部费用，按各局规则手算，与程序无关；`expected-all-fees.txt` 是同样的行，测试逐行比对。
      - 中国（FL-01 至 FL-08）：授权当年的年费随登记缴纳，列在授权日；以后第 n 年度的应缴日为申请日的第 n−1 个周年日，宽限六个月。
        例：FL-01 于 2019-08-12 申请、2022-03-15 授权，授权在第 3 年度（2021-08-12 起），故首笔为第 3 年度 900 元；第 4 年度应缴日为
        2022-08-12。发明 1–3 年 900，4–6 年 1,200，7–9 年 2,000，10–12 年 4,000，13–15 年 6,000，16–20 年 8,000；实用新型与外观设计
        1–3 年 600，4–5 年 900，6–8 年 1,200，9–10 年 2,000，外观设计 11–15 年 3,000。
      - FL-07 第 10 年度（2024-05-20）未缴，权利即于该日终止，故止于第 9 年度。FL-03 授权前无年费；FL-12 无年费。
      - 美国 FL-09（大实体）：自授权日 2023-03-14 起 3 年 6 个月、7 年 6 个月、11 年 6 个月，宽限至满 4、8、12 年。
      - 欧洲 FL-10：第 n 年度（n≥3）在第 n−1 个周年日所在月末到期，宽限六个月同样到月末；金额按到期日的费用表。
      - 商标 FL-11：届满日前续展，网上每类 450 元，宽限六个月。
      - “估计”：来源只证明 2024-04-04（外观设计 2022-04-01）时的中国金额，更早到期的为估计；欧洲 2026-04-01 起的费用表未见到。

      All fees of every right from the first to the end of its term, by hand from the offices' rules and not by the
      program; `expected-all-fees.txt` has the same lines, and a test compares each of them.
      - CN (FL-01 to FL-08): the annuity of the year of grant is paid with the registration and stands at the day of
        grant; that of year n is due on anniversary n−1 of filing, with six months of grace. FL-01, filed 2019-08-12,
        was granted on 2022-03-15, in year 3 (from 2021-08-12): first year 3 with CNY 900, then year 4 on 2022-08-12.
      - FL-07 ended on 2024-05-20, when year 10 was not paid. FL-03 pays nothing before grant, FL-12 never.
      - US FL-09, large entity: 3, 7 and 11 years and 6 months after grant, with grace to 4, 8 and 12 years.
      - EP FL-10: year n (n≥3) at the end of the month of anniversary n−1, six months of grace to a month's end.
      - trademark FL-11: renewal by the day of expiry, online 450 a class, six months of grace.
      - "estimate": the source shows the Chinese amounts for 2024-04-04 (designs 2022-04-01) and not from when they
        hold; the EPO's table from 2026-04-01 was not at hand.

      | 权利 right | 费用 fee | 应缴日 due | 宽限末日 last day | 金额 amount | |
      | --- | --- | --- | --- | --- | --- |

      """
    for row in everyFeeRows {
      let note = row[6] == "estimate" ? "估计 estimate" : ""
      text += "| \(row[0]) | \(row[1]) | \(row[2]) | \(row[3]) | \(row[5]) \(row[4]) | \(note) |\n"
    }
    return text
  }
}
