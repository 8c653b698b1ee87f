// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/detailspage.h"

class HexView;
class LoadBar;
class PartSwitch;
class PayloadLoader;
class QLabel;
class Theme;

/// The bytes in hex; of long ones whatever is scrolled to.
class HexPage : public DetailsPage
{
    Q_OBJECT

public:
    explicit HexPage(const Theme &theme, QWidget *parent = nullptr);

    void showSubject(const Subject &subject) override;
    /// Payload \a number of the subject: 0 the message, then its attachments.
    void showPart(std::size_t number);
    HexView *view() const { return m_view; }

private:
    void showPayload(std::size_t number);
    void showBytes();
    void showSelection();

    std::vector<std::shared_ptr<Payload>> m_payloads;
    std::shared_ptr<Payload> m_payload;
    PartSwitch *m_parts;
    HexView *m_view;
    QLabel *m_selection;
    LoadBar *m_bar;
    PayloadLoader *m_loader;
};
