extension Technology {
  static let bogie = Technology(
    name: "bogie", ipc: ["B61F5/30", "B61F5/52", "B61F5/38", "B61F3/04", "B61F5/24", "F16F15/08"],
    locarno: ["12-03"],
    things: [
      Term("转向架构架", "bogie frame"), Term("轴箱定位装置", "axle box positioning device"),
      Term("一系悬挂装置", "primary suspension device"), Term("抗侧滚扭杆", "anti-roll torsion bar"),
      Term("牵引拉杆", "traction rod"), Term("轮对提吊机构", "wheelset lifting mechanism"),
    ],
    manners: [
      Term("轻量化", "lightweight"), Term("可调刚度", "adjustable-stiffness"), Term("焊接式", "welded"),
      Term("模块化", "modular"), Term("低噪声", "low-noise"), Term("防松", "loosening-proof"),
    ],
    uses: [
      Term("低地板车辆", "low-floor vehicles"), Term("高寒线路", "alpine lines"),
      Term("城际动车组", "intercity multiple units"), Term("重载货车", "heavy-haul wagons"),
      Term("轨道工程车", "track maintenance cars"),
    ],
    methods: [
      Term("装配", "assembling"), Term("疲劳试验", "fatigue testing"),
      Term("焊接变形控制", "controlling weld distortion of"),
    ],
    secrets: [
      Term("焊接工艺参数", "Welding parameters"), Term("装配调校规程", "Assembly and adjustment rules"),
      Term("疲劳判据", "Fatigue criteria"),
    ])

  static let railBrake = Technology(
    name: "brake", ipc: ["B61H5/00", "B60T13/66", "F16D65/12", "B60T17/22", "B60T8/17", "F16D55/224"],
    locarno: ["12-03"],
    things: [
      Term("制动夹钳单元", "brake caliper unit"), Term("制动盘", "brake disc"),
      Term("制动控制阀", "brake control valve"), Term("停放制动缸", "parking brake cylinder"),
      Term("闸片托", "brake pad holder"), Term("撒砂装置", "sanding device"),
    ],
    manners: [
      Term("电空联合", "electro-pneumatic"), Term("散热型", "heat-dissipating"), Term("快装式", "quick-fit"),
      Term("冗余型", "redundant"), Term("自润滑", "self-lubricating"), Term("紧凑型", "compact"),
    ],
    uses: [
      Term("地铁列车", "metro trains"), Term("有轨电车", "trams"), Term("高速列车", "high-speed trains"),
      Term("货运机车", "freight locomotives"), Term("救援车辆", "rescue vehicles"),
    ],
    methods: [
      Term("检测", "inspecting"), Term("防滑控制", "anti-slip control of"), Term("间隙调整", "adjusting clearance of"),
    ],
    secrets: [
      Term("摩擦材料配方", "Friction material recipe"), Term("台架试验数据", "Test bench data"),
      Term("热处理曲线", "Heat treatment curve"),
    ])

  static let railDoor = Technology(
    name: "door", ipc: ["B61D19/02", "E05F15/655", "E05F15/40", "E05B81/06", "B61D17/08"],
    locarno: ["12-03", "08-06"],
    things: [
      Term("塞拉门驱动机构", "plug door drive mechanism"), Term("车门锁闭装置", "door locking device"),
      Term("站台补偿踏板", "platform gap step"), Term("门控器", "door controller"),
      Term("车体侧墙", "car body side wall"), Term("司机室操纵台", "driver's desk"),
    ],
    manners: [
      Term("防夹", "anti-pinch"), Term("无刷直驱", "brushless direct-drive"), Term("手动解锁", "manually releasable"),
      Term("密封增强", "seal-enhanced"), Term("铝合金", "aluminium-alloy"),
    ],
    uses: [
      Term("地铁列车", "metro trains"), Term("市域列车", "suburban trains"), Term("动车组", "multiple units"),
      Term("单轨车辆", "monorail vehicles"),
    ],
    methods: [
      Term("故障诊断", "diagnosing faults of"), Term("控制", "controlling"), Term("密封检测", "checking the seal of"),
    ],
    secrets: [
      Term("控制参数表", "Control parameter table"), Term("密封条配方", "Seal recipe"),
      Term("调试规程", "Commissioning rules"),
    ])

  static let crane = Technology(
    name: "crane", ipc: ["B66C13/18", "B66C13/06", "B66C1/66", "B66C19/00", "B66C23/88", "B66C15/06"],
    locarno: ["12-05"],
    things: [
      Term("岸边起重机吊具", "quay crane spreader"), Term("起升机构", "hoisting mechanism"),
      Term("防摇装置", "anti-sway device"),
      Term("大车行走机构", "gantry travelling mechanism"), Term("臂架俯仰机构", "boom luffing mechanism"),
      Term("司机室", "operator's cab"),
    ],
    manners: [
      Term("自动对位", "self-aligning"), Term("四卷筒", "four-drum"), Term("节能型", "energy-saving"),
      Term("伸缩式", "telescopic"),
      Term("防风", "wind-resistant"), Term("遥控", "remote-controlled"),
    ],
    uses: [
      Term("集装箱码头", "container terminals"), Term("散货码头", "bulk terminals"), Term("船厂", "shipyards"),
      Term("铁路货场", "rail freight yards"), Term("冷库", "cold stores"),
    ],
    methods: [
      Term("对位", "positioning"), Term("防碰撞控制", "collision avoidance of"),
      Term("结构健康监测", "monitoring the structure of"),
    ],
    secrets: [
      Term("防摇算法参数", "Anti-sway parameters"), Term("钢结构下料规程", "Steel cutting rules"),
      Term("调试数据", "Commissioning data"),
    ])

  static let hydraulics = Technology(
    name: "hydraulics", ipc: ["E02F9/22", "F15B11/16", "E02F9/20", "F15B21/14", "E02F3/43"],
    locarno: ["15-04"],
    things: [
      Term("液压挖掘机回转系统", "hydraulic excavator swing system"), Term("多路换向阀组", "multi-way valve block"),
      Term("动臂势能回收装置", "boom energy recovery device"), Term("液压油散热器", "hydraulic oil cooler"),
      Term("先导操纵手柄", "pilot control lever"), Term("工作装置", "working equipment"),
    ],
    manners: [
      Term("负载敏感", "load-sensing"), Term("正流量", "positive-flow"), Term("混合动力", "hybrid"),
      Term("缓冲型", "cushioned"),
      Term("双泵合流", "dual-pump confluence"),
    ],
    uses: [
      Term("矿用挖掘机", "mining excavators"), Term("小型挖掘机", "mini excavators"), Term("装载机", "wheel loaders"),
      Term("高空作业平台", "aerial work platforms"),
    ],
    methods: [
      Term("流量分配控制", "flow distribution control of"), Term("标定", "calibrating"),
      Term("节能控制", "energy-saving control of"),
    ],
    secrets: [
      Term("阀芯配合公差", "Spool fit tolerances"), Term("标定数据", "Calibration data"),
      Term("磨合规程", "Running-in rules"),
    ])
}
