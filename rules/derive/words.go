// SPDX-License-Identifier: Apache-2.0

package derive

import "strings"

// The words come from the page on filling in a website's information (填写主体信息和网站信息.md of the provider's public
// documentation), which names the same ones on 2018-06-09 and on 2019-09-19.
const (
	bannedWords   = "反腐 赌博 廉政 色情"
	statePrefixes = "中国 中华 中央 人民 人大 国家"

	// 论坛 and 社区 are on the page twice, forbidden to individuals and free with an approval; the stricter holds.
	individualWords = "资讯 网站 网络 网址 爱好者 作品展示 论坛 社区 工作室 平台 主页 热线 社团 导航"
	approvalWords   = "博客 在线 交流"

	// lendingWords are of the page of Liaoning, from 2018-06-09 on.
	lendingWords = "投资管理 担保 典当 贷款 理财"
)

// wordsOf lists what the website of an individual may not be called in a province; most have no list.
func wordsOf(region string) []string {
	switch region {
	case "beijing":
		return strings.Fields("合伙 评论 中心 售后 学院 社团 博客 论坛 社区 返现 团购")
	case "guangdong":
		return strings.Fields("媒体 股票 证券 彩票 体彩 刮刮乐 导航 论坛 社区 交流 商城 交易 返现 批发 利润 商务")
	case "zhejiang":
		return strings.Fields("工作室 官网 行业 电商 企业 工坊 中心 产业 农业 养殖 股票 证券 彩票 体彩 刮刮乐 博客 论坛 在线 社区")
	case "henan":
		return strings.Fields("合伙 框架 大众 维修 设计 沙龙 艺术 评论 工作室 官网 服务 转让 品牌 排行榜 行业 宣传 电商 报价 企业 " +
			"管理 工坊 传播 中心 交流 咨询 投资 售后 学院 贸易 旗舰 产业 农业 传媒 系统 媒体 股票 证券 彩票 体彩 " +
			"刮刮乐 热线 社团 导航 论坛 在线 社区 营销 商城 交易 折扣 定做 定制 购 返现 购物 导购 淘宝 网淘 阿里 " +
			"诚信通 旺铺 网购 批发 市场 利润 团购 易购 商务")
	case "liaoning":
		return strings.Fields("合伙 大众 维修 沙龙 工作室 互联 官网 品牌 行业 宣传 电商 企业 管理 工坊 传播 咨询 投资 贸易 产业 养殖 " +
			"传媒 媒体 股票 证券 彩票 体彩 网络 网址 平台 论坛 站长网 商城 交易 折扣 购 购物 返现 易购 淘宝 网淘 " +
			"网购 旺铺 团购")
	case "hubei":
		return strings.Fields("官网 行业 电商 企业 学院 论坛 商城 团购")
	case "ningxia":
		return strings.Fields("网 技术 信息 工作室 资讯 网站 网络 网址 爱好者 作品展示 平台 主页 热线 社团 导航 博客 论坛 在线 社区 " +
			"交流 营销 商城 交易 折扣 定做 定制 购 返现 购物 贸易 导购 淘宝 网淘 阿里 诚信通 旺铺 网购 批发 市场 " +
			"利润 团购 易购 商务")
	case "hebei":
		return strings.Fields("工作室 官网 企业 中心 学院 彩票 体彩 刮刮乐 社团 论坛 社区 商城 淘宝 团购")
	case "guizhou":
		return strings.Fields("评论 信息 互联 官网 排行榜 行业 宣传 电商 售后 学院 传媒 媒体 股票 证券 彩票 体彩 刮刮乐 资讯 网址 " +
			"平台 主页 热线 导航 博客 论坛 在线 社区 交流 营销 商城 交易 折扣 购 返现 购物 导购 淘宝 网淘 旺铺 " +
			"网购 批发 团购 易购")
	case "hunan":
		return strings.Fields("官网 电商 报价 企业 售后 学院 产业 媒体 博客 论坛 营销 商城 交易 折扣 定做 定制 购 返现 购物 贸易 " +
			"导购 淘宝 网淘 阿里 诚信通 旺铺 网购 批发 市场 利润 团购 易购 商务")
	case "inner_mongolia":
		return strings.Fields("学院 股票 证券 彩票 体彩 刮刮乐 导航 博客 论坛 在线 营销 商城 交易 折扣 购 返现 购物 导购 淘宝 网淘 " +
			"网购 利润 团购 易购")
	}
	return nil
}
