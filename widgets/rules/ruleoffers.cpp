// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/rules/ruleoffers.h"

#include "protocol/rules/presets.h"

#include <QHBoxLayout>
#include <QLabel>

namespace {

constexpr int ReadingWidth = 560;

QLabel *dimLabel(const QString &text)
{
    auto *const label = new QLabel(text);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setWordWrap(true);
    return label;
}

} // namespace

RuleOffers::RuleOffers(QWidget *parent)
    : QScrollArea(parent)
{
    auto *const page = new QWidget;
    page->setMaximumWidth(ReadingWidth);
    auto *const lines = new QVBoxLayout(page);
    lines->setContentsMargins(16, 16, 16, 16);
    lines->setSpacing(4);
    auto *const title = new QLabel(tr("What if the network were worse?"));
    QFont big = title->font();
    big.setPointSizeF(big.pointSizeF() * 1.3);
    big.setBold(true);
    title->setFont(big);
    title->setWordWrap(true);
    lines->addWidget(title);
    lines->addWidget(
        dimLabel(tr("Rules delay, drop, change or cut what goes through your taps, so that you see "
                    "what the app makes of it. All that they do is marked in the capture. Add one, "
                    "or begin with:")));
    for (const Rules::Preset &preset : Rules::presets()) {
        const QString name = QString::fromUtf8(preset.name);
        auto *const link
            = new QLabel(QStringLiteral("<a href=\"#\">%1</a>").arg(name.toHtmlEscaped()));
        link->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
        link->setFocusPolicy(Qt::StrongFocus);
        link->setAccessibleName(name);
        connect(link, &QLabel::linkActivated, this,
                [this, rules = preset.rules] { emit chosen(rules); });
        lines->addSpacing(8);
        lines->addWidget(link);
        lines->addWidget(dimLabel(QString::fromUtf8(preset.about)));
    }
    lines->addStretch(1);
    auto *const middle = new QWidget;
    auto *const middleLine = new QHBoxLayout(middle);
    middleLine->setContentsMargins({});
    middleLine->addStretch(1);
    middleLine->addWidget(page, 100);
    middleLine->addStretch(1);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setWidget(middle);
}
