// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/detailspage.h"

class LoadBar;
class PartSwitch;
class PayloadLoader;
class TextView;
class Theme;

/// The bytes as text, as they crossed.
class TextPage : public DetailsPage
{
    Q_OBJECT

public:
    explicit TextPage(const Theme &theme, QWidget *parent = nullptr);

    void showSubject(const Subject &subject) override;
    TextView *view() const { return m_view; }

private:
    void showPayload(std::size_t number);
    void showText();

    std::vector<std::shared_ptr<Payload>> m_payloads;
    std::shared_ptr<Payload> m_payload;
    KeyMask m_mask;
    PartSwitch *m_parts;
    TextView *m_view;
    LoadBar *m_bar;
    PayloadLoader *m_loader;
};
