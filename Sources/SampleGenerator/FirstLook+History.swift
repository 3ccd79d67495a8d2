import PortfolioCore

extension FirstLook {
  /// Every annuity paid since 2020-01-01, written out: right, year, day, amount, surcharge, currency.
  private static let payments: [(String, Int, String, Int, Int, String)] = [
    ("FL-01", 3, "2022-02-10", 900, 0, "CNY"), ("FL-01", 4, "2022-07-11", 1200, 0, "CNY"),
    ("FL-01", 5, "2023-07-10", 1200, 0, "CNY"), ("FL-01", 6, "2024-07-10", 1200, 0, "CNY"),
    ("FL-01", 7, "2025-07-10", 2000, 0, "CNY"),
    ("FL-02", 9, "2020-08-10", 2000, 0, "CNY"), ("FL-02", 10, "2021-08-10", 4000, 0, "CNY"),
    ("FL-02", 11, "2022-08-10", 4000, 0, "CNY"),
    // Due 2023-09-14; paid in the third month after it: 10 %.
    ("FL-02", 12, "2023-11-20", 4000, 400, "CNY"),
    ("FL-02", 13, "2024-08-12", 6000, 0, "CNY"), ("FL-02", 14, "2025-08-11", 6000, 0, "CNY"),
    ("FL-04", 1, "2021-02-09", 600, 0, "CNY"), ("FL-04", 2, "2021-06-21", 600, 0, "CNY"),
    ("FL-04", 3, "2022-06-20", 600, 0, "CNY"), ("FL-04", 4, "2023-06-20", 900, 0, "CNY"),
    ("FL-04", 5, "2024-06-20", 900, 0, "CNY"), ("FL-04", 6, "2025-06-20", 1200, 0, "CNY"),
    ("FL-05", 2, "2020-03-16", 600, 0, "CNY"), ("FL-05", 3, "2021-03-15", 600, 0, "CNY"),
    ("FL-05", 4, "2022-03-15", 900, 0, "CNY"), ("FL-05", 5, "2023-03-15", 900, 0, "CNY"),
    ("FL-05", 6, "2024-03-15", 1200, 0, "CNY"), ("FL-05", 7, "2025-03-17", 1200, 0, "CNY"),
    ("FL-06", 1, "2023-04-10", 600, 0, "CNY"), ("FL-06", 2, "2023-10-16", 600, 0, "CNY"),
    ("FL-06", 3, "2024-10-16", 600, 0, "CNY"), ("FL-06", 4, "2025-10-16", 900, 0, "CNY"),
    ("FL-07", 6, "2020-04-20", 1200, 0, "CNY"), ("FL-07", 7, "2021-04-20", 2000, 0, "CNY"),
    ("FL-07", 8, "2022-04-20", 2000, 0, "CNY"), ("FL-07", 9, "2023-04-20", 2000, 0, "CNY"),
    ("FL-08", 7, "2020-05-18", 1200, 0, "CNY"), ("FL-08", 8, "2021-05-18", 1200, 0, "CNY"),
    ("FL-08", 9, "2022-05-18", 2000, 0, "CNY"), ("FL-08", 10, "2023-05-18", 2000, 0, "CNY"),
    ("FL-10", 3, "2022-07-29", 505, 0, "EUR"), ("FL-10", 4, "2023-07-31", 660, 0, "EUR"),
    ("FL-10", 5, "2024-07-31", 1000, 0, "EUR"), ("FL-10", 6, "2025-07-31", 1155, 0, "EUR"),
  ]

  static func addHistory(to folder: inout SampleFolder) {
    for (right, year, paid, amount, surcharge, currency) in payments {
      folder.add(
        "payments",
        [
          "right": right, "fee_year": String(year), "paid_day": paid, "amount": String(amount),
          "surcharge": surcharge == 0 ? "" : String(surcharge), "currency": currency,
        ])
    }
    for (right, day, code, text) in [
      ("FL-01", "2020-02-14", "PB01", "公开"), ("FL-01", "2022-03-15", "GR01", "授权"),
      ("FL-02", "2013-01-16", "PB01", "公开"),
      ("FL-02", "2015-03-11", "GR01", "授权"), ("FL-03", "2025-09-23", "PB01", "公开"),
      ("FL-04", "2021-03-16", "GR01", "授权"),
      ("FL-04", "2025-07-15", "PE01", "专利权质押合同登记生效"), ("FL-05", "2019-12-20", "GR01", "授权"),
      ("FL-06", "2023-05-16", "GR01", "授权"), ("FL-07", "2015-10-14", "PB01", "公开"),
      ("FL-07", "2017-10-17", "GR01", "授权"),
      ("FL-07", "2025-04-29", "CF01", "未缴年费专利权终止"), ("FL-08", "2014-12-03", "GR01", "授权"),
      ("FL-08", "2024-07-12", "CX01", "专利权有效期届满"), ("FL-02", "2024-02-01", "EE01", "专利实施许可合同备案"),
    ] {
      folder.add("events", ["right": right, "day": day, "code": code, "text": text])
    }
    for (right, counts) in [
      ("FL-01", [2, 5, 9]), ("FL-02", [11, 12, 14]), ("FL-04", [0, 1, 1]), ("FL-05", [0, 0, 0]),
      ("FL-07", [1, 1, 1]),
      ("FL-08", [0, 0, 0]), ("FL-09", [3, 6, 10]), ("FL-10", [1, 2, 4]),
    ] {
      for (observed, count) in zip(["2024-06-30", "2025-06-30", "2026-06-30"], counts) {
        folder.add(
          "citations",
          [
            "right": right, "observed_on": observed, "forward": String(count),
            "forward_self": count >= 5 ? "2" : "0",
            "backward": "5", "non_patent": "1",
            "family_size": ["FL-01", "FL-09", "FL-10"].contains(right) ? "3" : "1",
          ])
      }
    }
  }

  static func addBusiness(to folder: inout SampleFolder) {
    for (code, name, english) in [
      ("PR01", "城际动车组转向架", "Intercity bogies"), ("PR02", "轨道制动单元", "Rail brake units"),
    ] {
      folder.add(
        "products",
        ["product": code, "name": name, "name_en": english, "business_line": "轨道交通", "unit": "U01"])
    }
    for (right, product, role, from) in [
      ("FL-01", "PR01", "core", "2022-04-01"), ("FL-02", "PR02", "core", "2016-01-01"),
      ("FL-04", "PR01", "supporting", "2021-04-01"),
      ("FL-11", "PR01", "supporting", "2018-06-01"), ("FL-12", "PR01", "core", "2021-09-01"),
    ] {
      folder.add("product_links", ["right": right, "product": product, "role": role, "from_day": from])
    }
    for (product, revenues) in [
      ("PR01", [20, 22, 24, 26, 28, 30, 32, 34, 36, 38]), ("PR02", [10, 10, 10, 10, 9, 9, 8, 8, 7, 7]),
    ] {
      for (offset, millions) in revenues.enumerated() {
        let year = 2019 + offset
        folder.add(
          "revenues",
          [
            "product": product, "year": String(year), "amount": String(millions * 1_000_000), "market": "CN",
            "kind": year <= 2025 ? "actual" : "forecast", "recorded_on": "\(min(year + 1, 2026))-03-31",
          ])
      }
    }
    folder.add(
      "licences",
      [
        "licence": "L-1", "right": "FL-02", "direction": "out", "type": "ordinary", "counterparty": "示例兄弟车辆厂",
        "from_day": "2024-01-01", "to_day": "2028-12-31", "recorded_day": "2024-02-01", "fee": "50000",
        "keep_in_force": "yes",
      ])
    folder.add(
      "pledges",
      [
        "pledge": "PL-1", "right": "FL-04", "pledgee": "示例城市银行", "from_day": "2025-07-15",
        "to_day": "2027-07-15",
        "amount": "500000",
      ])
    for (right, scores) in [
      ("FL-01", [5, 4, 5, 4, 5]), ("FL-02", [4, 3, 3, 4, 4]), ("FL-04", [3, 3, 2, 3, 3]),
      ("FL-05", [1, 2, 1, 2, 1]),
    ] {
      for assessor in ["评审一", "评审二"] {
        for (question, score) in zip(
          [
            "substitution-difficulty", "market-prospect", "technical-advance", "enforceability",
            "main-business-effect",
          ], scores)
        {
          folder.add(
            "assessments",
            [
              "right": right, "assessor": assessor, "day": "2026-05-12", "question": question,
              "score": String(score),
            ])
        }
      }
    }
    for (right, day, amount) in [
      ("FL-01", "2019-08-12", "6000"), ("FL-09", "2020-08-10", "30000"), ("FL-10", "2020-08-10", "28000"),
    ] {
      folder.add(
        "costs",
        ["right": right, "day": day, "kind": right == "FL-01" ? "agent" : "filing", "amount": amount])
    }
  }

  /// The next fee of each right that has one, reckoned by hand; `3.5y` is the first US maintenance fee.
  static let expectedFees = """
    right,fee_year,due_day,amount,currency
    FL-01,8,2026-08-12,2000,CNY
    FL-02,15,2026-09-14,6000,CNY
    FL-04,7,2026-07-20,1200,CNY
    FL-05,8,2026-04-15,1200,CNY
    FL-06,5,2026-11-16,900,CNY
    FL-09,3.5y,2026-09-14,2150,USD
    FL-10,7,2026-08-31,1310,EUR

    """

  static let readme = """
    # 初览：十二项权利 / First look: twelve rights

    截至 2026-06-30，全部虚构。以下各数均可手算：
    - 年龄：自申请日（技术秘密为确认日）起的足年足月。
    - 剩余期限：至期限届满之日的足年足月。中国发明 20 年、实用新型 10 年、外观设计 15 年（2021-06-01 前申请的 10 年），自申请日起；
      美国、欧洲 20 年；商标自注册日 10 年。届满之日为申请日对应日，期限的最后一天是其前一日。
    - 下期年费：中国第 n 年年费应在申请日第 n−1 个周年日前缴纳；美国第一次维持费在授权后 3 年至 3 年 6 个月之间缴纳（大实体）；
      欧洲第 n 年费（n≥3）于第 n−1 个周年日所在月末到期。

    As of 2026-06-30; all invented. Everything below can be reckoned by hand:
    - age: full years and months since filing (since recognition for the secret);
    - remaining term: full years and months to the end of the term: CN invention 20, utility model 10, design 15 years
      (10 if filed before 2021-06-01) from filing; US and EP 20; trademarks 10 from registration. The term ends with the
      day before the anniversary named;
    - next annuity: CN year n is due on anniversary n−1 of the filing day; the first US maintenance fee is payable from
      3 years to 3 years 6 months after grant (large entity); EP year n (n≥3) is due at the end of the month of
      anniversary n−1.

    | 权利 right | 是什么 what it is | 申请日 filed | 年龄 age | 届满 term ends | 剩余 remaining | 下期年费 next annuity |
    | --- | --- | --- | --- | --- | --- | --- |
    | FL-01 | CN 发明，有效 invention in force | 2019-08-12 | 6y 10m | 2039-08-12 | 13y 1m | 第 8 年 year 8: 2026-08-12, CNY 2,000 |
    | FL-02 | CN 发明，有效，共有，许可 invention, co-owned, licensed | 2012-09-14 | 13y 9m | 2032-09-14 | 6y 2m | 第 15 年 year 15: 2026-09-14, CNY 6,000 |
    | FL-03 | CN 发明，审中 invention pending | 2024-03-20 | 2y 3m | 2044-03-20 | 17y 8m | 授权前无年费 none before grant |
    | FL-04 | CN 实用新型，有效，质押 utility model, pledged | 2020-07-20 | 5y 11m | 2030-07-20 | 4y 0m | 第 7 年 year 7: 2026-07-20, CNY 1,200 |
    | FL-05 | CN 实用新型，欠缴 utility model, annuity late | 2019-04-15 | 7y 2m | 2029-04-15 | 2y 9m | 第 8 年 year 8: 2026-04-15, CNY 1,200（另加滞纳金 plus surcharge） |
    | FL-06 | CN 外观设计，有效 design in force | 2022-11-16 | 3y 7m | 2037-11-16 | 11y 4m | 第 5 年 year 5: 2026-11-16, CNY 900 |
    | FL-07 | CN 发明，已终止 invention lapsed | 2015-05-20 | 11y 1m | – | – | 无，2024-05-20 终止 none, ended 2024-05-20 |
    | FL-08 | CN 实用新型，届满 utility model expired | 2014-06-18 | 12y 0m | 2024-06-18 | – | 无 none |
    | FL-09 | US 专利，有效 patent in force (granted 2023-03-14) | 2020-08-10 | 5y 10m | 2040-08-10 | 14y 1m | 3.5y: 2026-03-14 – 2026-09-14, USD 2,150 |
    | FL-10 | EP 申请，审中 application pending | 2020-08-10 | 5y 10m | 2040-08-10 | 14y 1m | 第 7 年 year 7: 2026-08-31, EUR 1,310 |
    | FL-11 | CN 商标，有效 trademark registered 2018-05-21 | 2017-06-12 | 9y 0m | 2028-05-21 | 1y 10m | 无年费；续展 no annuity; renewal by 2028-05-20 |
    | FL-12 | 技术秘密 technical secret | 2021-09-01 | 4y 9m | – | – | 无 none |

    FL-05 若在 2026-06-30 补缴，处于应缴日后第三个月（2026-06-16 至 2026-07-15），滞纳金 10 %，即 120 元，合计 1,320 元；宽限至 2026-10-15。
    Paid on 2026-06-30, FL-05 stands in the third month after the due day (2026-06-16 to 2026-07-15): surcharge 10 %, CNY 120,
    CNY 1,320 in all; the grace period ends on 2026-10-15.

    FL-10 的金额取自 2024-04-01 起的费用表；欧洲专利局 2026-04-01 起的费用表未见到，付款前须核对。
    FL-10 uses the EPO schedule of 2024-04-01; the one of 2026-04-01 was not at hand: check before paying.

    `expected-fees.txt` 是上表的下期年费，不含滞纳金，以逗号分隔。It holds the next annuities of the table without surcharges,
    separated by commas.

    """
}
